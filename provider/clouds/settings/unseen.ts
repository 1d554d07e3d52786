import type { Field } from "./fields";
import { InvalidSettingsError } from "./invalidSettingsError";

/** Blanks, controls, and marks without a width: none is seen on a screen. */
const UNSEEN = String.raw`[\s\p{Cc}\p{Cf}]`;
const SPOTS: readonly (readonly [spot: string, pattern: RegExp])[] = [
  ["begins with", new RegExp(`^${UNSEEN}`, "u")],
  ["ends with", new RegExp(`${UNSEEN}$`, "u")],
  ["has in its middle", /\p{Cc}/u], // a long token that was copied from several lines
];

/**
 * Refuses a value that begins or ends with invisible characters, or has several lines: files with Windows line ends, copied
 * lines or YAML's `|` leave such values. The cloud's refusal would be about something else: a wrong password, an unknown
 * project, a host that does not exist. `what` names the value, which is not repeated.
 */
export function refuseUnseen(what: string, value: string): void {
  const problem = unseenIn(value);
  if (problem === undefined) return;
  const [spot, character] = problem;
  const [name, advice] = NAMES[character] ?? [
    `an invisible character (${codeOf(character)})`,
    "Take it away.",
  ];
  throw new InvalidSettingsError(`${what} ${spot} ${name}. ${advice}`);
}

function unseenIn(value: string): [spot: string, character: string] | undefined {
  for (const [spot, pattern] of SPOTS) {
    const [character] = pattern.exec(value) ?? [];
    if (character !== undefined) return [spot, character];
  }
  return undefined;
}

const NAMES: Readonly<Record<string, readonly [name: string, advice: string]>> = {
  " ": ["a blank", "Take it away."],
  "\t": ["a tab", "Take it away."],
  "\n": ["a line break", "Take it away; in YAML, write the text after |- or in one line."],
  "\r": ["a carriage return", "Write the file that it comes from with Unix line ends (dos2unix)."],
};

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

const PEM_FIELDS: readonly Field[] = ["caCertFile", "certFile", "keyFile"];

/** The text of a certificate or a key, in place of its file's path: it rightly ends with a line break. */
export function isPemText(field: Field, value: string): boolean {
  return PEM_FIELDS.includes(field) && value.includes("-----BEGIN ");
}
