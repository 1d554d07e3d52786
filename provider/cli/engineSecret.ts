/** How the engine writes a secret where values are JSON: encrypted, or in plain (sdk/go/common/resource/properties.go). */
const KEY = "4dabf18193072939515e22adb298388d";
const MARK = "1b47061264138c4ac30d75fd1eb44270";

/** A value that the engine is to encrypt. */
export function engineSecret(value: unknown): object {
  return { [KEY]: MARK, plaintext: JSON.stringify(value) };
}

export function isEngineSecret(value: unknown): value is { readonly plaintext?: unknown } {
  return typeof value === "object" && value !== null && Reflect.get(value, KEY) === MARK;
}

/** What is no secret, as it is; a secret where `--show-secrets` has written it in plain, else undefined. */
export function readable(value: unknown): unknown {
  if (!isEngineSecret(value)) return value;
  try {
    return JSON.parse(String(value.plaintext));
  } catch {
    return undefined;
  }
}
