// Text that others wrote, so that Markdown shows it as it is, in a cell of a table too: nothing in it is a link, a mention,
// HTML or a new cell. Both forms are code, in which GitHub and GitLab look for no mentions.

export function code(text) {
  const shown = visible(text);
  // A pipe would end a cell, and spaces at the ends would get lost.
  if (/\||^ | $|^$/.test(shown)) return `<code>${shown.replace(/[^\w .,-]|^ | $/g, entity)}</code>`;
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  if (longest === 0) return `\`${shown}\``;
  const fence = "`".repeat(longest + 1);
  return `${fence} ${shown} ${fence}`;
}

/** The lines of a longer text. */
export const codeLines = (text) =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .map(code)
    .join("<br>");

/** What would hide in a text, turn it around, or end its line, as the number of its character. */
export const visible = (text) =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (hidden) => {
    if (hidden === "\n") return "↵";
    return hidden === "\t" ? " " : `\\u{${hidden.codePointAt(0).toString(16)}}`;
  });

const entity = (character) => (character.charCodeAt(0) < 128 ? `&#${character.charCodeAt(0)};` : character);

export const cut = (text, length) =>
  text.length <= length
    ? text
    : `${text.slice(0, length).replace(/[\ud800-\udbff]$/, "")}… (${text.length} characters)`;
