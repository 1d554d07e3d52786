import { redact } from "../redact";

/**
 * A text as it is printed for people: without anything that looks like a credential, and without characters that a
 * terminal would execute instead of showing them. Only the line breaks of our own messages remain.
 */
export function printable(text: string): string {
  return withoutControls(redact(text));
}

/**
 * Images have the names that people gave them, and these may hold escape sequences that clear the screen or bidirectional
 * overrides that reverse a name. They are escaped as in JSON and JavaScript strings, so that text in either keeps its meaning.
 */
export function withoutControls(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

/** The same in a single line: for names and messages from outside within our own messages. */
export function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

/** Characters outside the Basic Multilingual Plane have two code units. */
function escaped(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
