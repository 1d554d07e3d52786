/** The engine writes a secret in JSON as an object with this key and signature (sdk/go/common/resource/properties.go). */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** Marks a value as secret, so that the engine encrypts it. */
export function engineSecret(value: unknown): object {
  return { [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: JSON.stringify(value) };
}

export function isEngineSecret(value: unknown): value is { readonly plaintext?: unknown } {
  return (
    typeof value === "object" && value !== null && Reflect.get(value, SIGNATURE_KEY) === SECRET_SIGNATURE
  );
}

/** The value in plain text; undefined if it is an encrypted secret, which `--show-secrets` would have decrypted. */
export function plainValue(value: unknown): unknown {
  if (!isEngineSecret(value)) return value;
  try {
    return JSON.parse(String(value.plaintext));
  } catch {
    return undefined;
  }
}
