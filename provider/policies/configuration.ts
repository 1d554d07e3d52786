import { durationMs } from "../resources/durationMs";

/** Policy configuration that satisfies the JSON schema but that no image can comply with. It is reported as a violation. */
export class ConfigurationError extends Error {}

/** A setting as a regular expression; `^` and `$` are not added. */
export function regExpOf(setting: string, text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch {
    throw new ConfigurationError(`${setting} is no regular expression: ${JSON.stringify(text)}`);
  }
}

/** A setting that is a duration, in milliseconds. */
export function durationOf(setting: string, text: string): number {
  const ms = durationMs(text);
  if (ms !== undefined) return ms;
  throw new ConfigurationError(
    `${setting} is no duration such as "90s", "30m" or "1h30m": ${JSON.stringify(text)}`,
  );
}

/** The allowed values for a message: `"one", "two" or "three"`. */
export function oneOf(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}
