import type { HttpAnswer, HttpRequest } from "./send";

/** Headers that are credentials, or hold them. */
const secretHeaders =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-auth-token|x-subject-token|x-service-token|x-security-token|x-obs-security-token)$/;
/** Fields of log-ins, and of the keys that are handed out. */
const secretFields = /passw|passcode|secret|token|access|signature/i;
/** In these objects of a log-in the id itself is the credential: a token of OpenStack, a session of ZStack. */
const secretIds: Readonly<Record<string, string>> = { token: "id", inventory: "uuid" };

/** Shorter ones would tear holes into every line; they are shown nowhere, unless a cloud repeats them. */
const SHORTEST = 6;
/** Each signed request has a signature of its own: the last ones are enough. */
const MOST = 500;

/** The secrets that have gone over the wire, to be found again where a cloud repeats them in other words. */
export class SeenSecrets {
  readonly #known: ReadonlySet<string>;
  readonly #seen = new Set<string>();

  /** `known`: those of the settings. */
  constructor(known: readonly string[]) {
    this.#known = new Set(known.flatMap(formsOf));
  }

  inRequest({ headers, body, confidential }: HttpRequest): void {
    this.#inHeaders(headers);
    if (confidential) this.#inBody(body);
  }

  inAnswer({ headers, text }: HttpAnswer, confidential: boolean): void {
    this.#inHeaders(headers);
    if (confidential) this.#inBody(text);
  }

  hidden(text: string): string {
    const longestFirst = [...this.#known, ...this.#seen].sort((one, other) => other.length - one.length);
    return longestFirst.reduce((said, secret) => said.replaceAll(secret, "[secret]"), text);
  }

  /** Of a signature also the key, and of `OAuth <session>` the session. */
  #inHeaders(headers: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(headers)) {
      if (!secretHeaders.test(name)) continue;
      this.#add(value);
      for (const word of value.split(/[\s,;]+/))
        for (const part of [word, ...word.split(/[=:](?=.)/)]) if (/\d/.test(part)) this.#add(part);
    }
  }

  #inBody(text = ""): void {
    try {
      this.#inFields(JSON.parse(text), "");
    } catch {
      // what is no JSON is not shown either
    }
  }

  #inFields(value: unknown, parent: string): void {
    if (typeof value !== "object" || value === null) return;
    for (const [field, inner] of Object.entries(value)) {
      const isSecret = secretFields.test(field) || secretIds[parent] === field;
      if (typeof inner === "string" && isSecret) this.#add(inner);
      else this.#inFields(inner, Array.isArray(value) ? parent : field);
    }
  }

  #add(secret: string): void {
    for (const form of formsOf(secret)) this.#seen.add(form);
    const [oldest] = this.#seen;
    if (this.#seen.size > MOST && oldest !== undefined) this.#seen.delete(oldest);
  }
}

/** As it is, as an address has it, and as JSON has it. */
function formsOf(secret: string): string[] {
  const forms = [
    secret,
    encodeURIComponent(secret.replace(/\p{Cs}/gu, "\ufffd")),
    JSON.stringify(secret).slice(1, -1),
  ];
  return forms.filter((form) => form.length >= SHORTEST);
}
