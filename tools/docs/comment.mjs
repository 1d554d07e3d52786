// Writes doc comments, which editors show.
const WIDTH = 105;

/** A comment of these parts; one that begins with `@` is a tag, and several lines of one part stay as they are. */
export function comment(parts) {
  const lines = parts.flatMap((part) => (/^@|\n/.test(part) ? part.split("\n") : wrapped(part)));
  return lines.length === 1
    ? `/** ${lines[0]} */`
    : ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}

/** What stands in backticks stays in one line: an `@` after a blank in it would else begin a tag. */
function wrapped(text) {
  const lines = [""];
  for (const word of text.match(/(?:`[^`]*`|[^\s`])+/g) ?? [""]) {
    const line = lines[lines.length - 1];
    if (line !== "" && line.length + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}
