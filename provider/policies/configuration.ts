import { durationMs } from "../resources/durationMs";

/** Policy configuration that a JSON schema lets pass and that cannot be obeyed. It is reported as a violation. */
export class ConfigurationError extends Error {}

/** A setting's regular expression; `^` and `$` are not added. */
export function expression(setting: string, text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch {
    throw new ConfigurationError(`${setting} is no regular expression: ${JSON.stringify(text)}`);
  }
}

/** A setting's duration in milliseconds. */
export function duration(setting: string, text: string): number {
  const ms = durationMs(text);
  if (ms !== undefined) return ms;
  throw new ConfigurationError(
    `${setting} is no duration such as "90s", "30m" or "1h30m": ${JSON.stringify(text)}`,
  );
}

/** `one, two or three`, as messages list what is allowed. */
export function oneOf(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}
