import type { HttpAnswer, HttpRequest } from "../transport";
import { anyhow, inBase64 } from "./anyhow";

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
const MOST = 200;

/** Tokens of the public clouds have thousands of characters, of which nobody writes many in another way. Expressions have their limits. */
const LONG = 500;

/** The secrets that have gone over the wire, to be found again where a cloud repeats them in other words. */
export class SeenSecrets {
  /** Those of the settings, and what was handed out for them: with their patterns. */
  readonly #lasting = new Map<string, RegExp>();
  readonly #passing = new Map<string, RegExp>();
  readonly #long = new Set<string>();

  /** `known`: those of the settings. */
  constructor(known: readonly string[]) {
    for (const secret of known) this.#add(secret, true);
  }

  inRequest({ headers, body, confidential = false }: HttpRequest): void {
    this.#inHeaders(headers, confidential);
    if (confidential) this.#inBody(body);
  }

  inAnswer({ headers, text }: HttpAnswer, confidential: boolean): void {
    this.#inHeaders(headers, confidential);
    if (confidential) this.#inBody(text);
  }

  hidden(text: string): string {
    const without = [...this.#long].reduce((said, secret) => said.replaceAll(secret, SECRET), text);
    // The longest first: a shorter one may be a part of it.
    const seen = [...this.#lasting, ...this.#passing].sort(([one], [other]) => other.length - one.length);
    return seen.reduce((said, [, pattern]) => said.replace(pattern, SECRET), without);
  }

  /** Of a signature also the key, and of `OAuth <session>` the session. */
  #inHeaders(headers: Readonly<Record<string, string>>, lasts: boolean): void {
    for (const [name, value] of Object.entries(headers)) {
      if (!secretHeaders.test(name)) continue;
      this.#add(value, lasts);
      for (const word of value.split(/[\s,;]+/))
        for (const part of [word, ...word.split(/[=:](?=.)/)]) if (/\d/.test(part)) this.#add(part, lasts);
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
      if (typeof inner === "string" && isSecret) this.#add(inner, true);
      else this.#inFields(inner, Array.isArray(value) ? parent : field);
    }
  }

  #add(secret: string, lasts: boolean): void {
    if (secret.length < SHORTEST || this.#lasting.has(secret)) return;
    if (secret.length > LONG) {
      this.#addLong(secret);
      return;
    }
    if (!lasts && this.#passing.has(secret)) return;
    // A signature is used once: nobody writes it in base64.
    const pattern = lasts ? [anyhow(secret), ...inBase64(secret)].join("|") : anyhow(secret);
    // Each has an expression of its own: one for all would be made anew with every request that is signed.
    (lasts ? this.#lasting : this.#passing).set(secret, new RegExp(pattern, "gi"));
    const [oldest] = this.#passing.keys();
    if (this.#passing.size > MOST && oldest !== undefined) this.#passing.delete(oldest);
  }

  /** As it is, as an address has it, and as JSON has it. */
  #addLong(secret: string): void {
    const address = encodeURIComponent(secret.replace(/\p{Cs}/gu, "\ufffd"));
    for (const form of [secret, address, JSON.stringify(secret).slice(1, -1)]) this.#long.add(form);
  }
}

const SECRET = "[secret]";
