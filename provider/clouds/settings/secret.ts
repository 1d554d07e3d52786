import { inspect } from "node:util";

const PLACEHOLDER = "[secret]";

/**
 * A password, token or key. Printed in any usual way (`util.inspect`, `JSON.stringify`, a template string) it
 * reads `[secret]`; only `reveal()` hands the text out, so that a search for it finds every use.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return PLACEHOLDER;
  }

  toJSON(): string {
    return PLACEHOLDER;
  }

  [inspect.custom](): string {
    return PLACEHOLDER;
  }
}
