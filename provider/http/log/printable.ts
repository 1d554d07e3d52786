import { redact } from "../redact";

/**
 * A text for people, as every outlet prints it: without what looks like a credential, and without characters that a
 * terminal obeys instead of showing them. Only the line breaks of our own messages are left.
 */
export function printable(text: string): string {
  return withoutControls(redact(text));
}

/**
 * Clouds name images as people have named them: an escape sequence would clear the screen, a bidirectional override turn a
 * name around. Written as JSON and JavaScript write them in strings, so that a text in either keeps its meaning.
 */
export function withoutControls(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

/** The same in one line: for what others have named and for what they say, among words of ours. */
export function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

/** Beyond the first plane there are two units. */
function escaped(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
