import type { HttpAnswer, HttpRequest } from "../transport";
import { base64Patterns, encodingPattern } from "./encodingPatterns";

/** Headers that hold credentials. */
const secretHeaders =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-auth-token|x-subject-token|x-service-token|x-security-token|x-metadata-token|x-obs-security-token)$/;
/** Fields of logins, and of keys that a cloud issues. */
const secretFields = /passw|passcode|secret|token|access|signature|^value$/i;
/** In these objects of a login the id itself is the credential: an OpenStack token, a ZStack session. */
const secretIds: Readonly<Record<string, string>> = {
  token: "id",
  id_token: "id",
  inventory: "uuid",
};

/** To hide shorter ones would garble every line. The log does not show them unless a cloud repeats them. */
const SHORTEST_HIDDEN = 6;
/** Every signed request has its own signature: only the latest ones are remembered. */
const MOST_PASSING = 200;

/** Tokens of the public clouds have thousands of characters: too many for a pattern, and encodings change few of them. */
const LONGEST_PATTERN = 500;

/** The secrets that were sent or received, so that they can be hidden wherever a cloud repeats them in another encoding. */
export class SeenSecrets {
  /** The secrets of the settings, and those that a cloud issued for them, with their patterns. */
  readonly #lasting = new Map<string, RegExp>();
  readonly #passing = new Map<string, RegExp>();
  readonly #long = new Set<string>();

  /** `known`: the secrets of the settings. */
  constructor(known: readonly string[]) {
    for (const secret of known) this.#add(secret, true);
  }

  addRequest({ headers, body, confidential = false }: HttpRequest): void {
    this.#addHeaders(headers, confidential);
    if (confidential) this.#addBody(body);
  }

  addAnswer({ headers, text }: HttpAnswer, confidential: boolean): void {
    this.#addHeaders(headers, confidential);
    if (confidential) this.#addBody(text);
  }

  hideIn(text: string): string {
    const without = [...this.#long].reduce((said, secret) => said.replaceAll(secret, SECRET), text);
    // The longest come first: a shorter secret may be part of a longer one.
    const seen = [...this.#lasting, ...this.#passing].sort(([one], [other]) => other.length - one.length);
    return seen.reduce((said, [, pattern]) => said.replace(pattern, SECRET), without);
  }

  /** Also adds the parts of a header: the key in a signature, the session in `OAuth <session>`. */
  #addHeaders(headers: Readonly<Record<string, string>>, lasts: boolean): void {
    for (const [name, value] of Object.entries(headers)) {
      if (!secretHeaders.test(name)) continue;
      this.#add(value, lasts);
      for (const word of value.split(/[\s,;]+/))
        for (const part of [word, ...word.split(/[=:](?=.)/)]) if (/\d/.test(part)) this.#add(part, lasts);
    }
  }

  #addBody(text = ""): void {
    try {
      this.#addFields(JSON.parse(text), "");
    } catch {
      // a body that is not JSON is not shown either
    }
  }

  #addFields(value: unknown, parent: string): void {
    if (typeof value !== "object" || value === null) return;
    for (const [field, inner] of Object.entries(value)) {
      const isSecret = secretFields.test(field) || secretIds[parent] === field;
      if (typeof inner === "string" && isSecret) this.#add(inner, true);
      else this.#addFields(inner, Array.isArray(value) ? parent : field);
    }
  }

  #add(secret: string, lasts: boolean): void {
    if (secret.length < SHORTEST_HIDDEN || this.#lasting.has(secret)) return;
    if (secret.length > LONGEST_PATTERN) {
      this.#addLong(secret);
      return;
    }
    if (!lasts && this.#passing.has(secret)) return;
    // A signature is used once, and never repeated in base64.
    const pattern = lasts
      ? [encodingPattern(secret), ...base64Patterns(secret)].join("|")
      : encodingPattern(secret);
    // One regular expression each: a common one would have to be compiled again for every signed request.
    (lasts ? this.#lasting : this.#passing).set(secret, new RegExp(pattern, "gi"));
    const [oldest] = this.#passing.keys();
    if (this.#passing.size > MOST_PASSING && oldest !== undefined) this.#passing.delete(oldest);
  }

  /** As it is, as in a URL, and as in JSON. */
  #addLong(secret: string): void {
    const address = encodeURIComponent(secret.replace(/\p{Cs}/gu, "\ufffd"));
    for (const form of [secret, address, JSON.stringify(secret).slice(1, -1)]) this.#long.add(form);
  }
}

const SECRET = "[secret]";
