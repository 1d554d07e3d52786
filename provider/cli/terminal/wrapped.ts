/** What stands between back quotes, such as a command to copy, stays in one piece; so do ids and paths. */
const PIECES = / *(?:`[^`\n]*`\S*|\S+)/g;

/**
 * The text for a terminal of this width: longer lines go on below, at a blank, under the beginning of their last column.
 * Without a width, as in a pipe, it stays as it is.
 */
export function wrapped(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < 20) return text;
  return text
    .split("\n")
    .flatMap((line) => (line.length <= columns ? [line] : linesOf(line, columns)))
    .join("\n");
}

function linesOf(line: string, columns: number): string[] {
  const indent = indentOf(line, columns);
  const lines = [line.slice(0, indent)];
  for (const piece of line.slice(indent).match(PIECES) ?? []) {
    const last = lines.at(-1) ?? "";
    if (last.length === indent) lines[lines.length - 1] = last + piece.trimStart();
    else if (last.length + piece.length <= columns) lines[lines.length - 1] = last + piece;
    else lines.push(" ".repeat(indent) + piece.trimStart());
  }
  return lines;
}

/** Where the last column begins, if that leaves at least half of the terminal; else where the line begins. */
function indentOf(line: string, columns: number): number {
  const starts = [...line.matchAll(/(?:^| {2,})(?=\S)/g)].map(
    ({ index, 0: blanks }) => index + blanks.length,
  );
  const fitting = starts.filter((start) => start <= columns / 2);
  return fitting.at(-1) ?? line.length - line.trimStart().length;
}
