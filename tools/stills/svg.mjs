// A screen as a picture of text. Every piece has its place and its length, so that columns stand in line in any font.

const cell = { width: 8.4, height: 19 };
const margin = 16;
const bar = 26;
const paper = "#16181d";
const ink = "#d6d9de";
/** The sixteen colours of a terminal, on a dark ground. */
const colors =
  "#3b4048 #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #d6d9de #6b7280 #ef8790 #b5e890 #f0d399 #8ac6ff #d898ec #7fd3dd #ffffff".split(
    " ",
  );

/** `columns`: the width of the terminal, which the picture has too: what was cut there is cut here. */
export function svgOf(rows, { columns, command }) {
  const lines = [[{ at: 0, text: `$ ${command}`, style: { bold: true } }], ...rows];
  const width = Math.round(columns * cell.width + 2 * margin);
  const height = lines.length * cell.height + bar + margin;
  const texts = lines.flatMap((pieces, row) => pieces.flatMap(words).map((word) => textOf(word, row)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(command)} on a terminal of ${columns} columns, while images are being made</title>
<rect width="${width}" height="${height}" rx="8" fill="${paper}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${ink}" xml:space="preserve">
${texts.join("\n")}
</g>
</svg>
`;
}

/** What stands in one column each: their places must not depend on the width of blanks. */
function words({ at, text, style }) {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: word, index }) => ({ at: at + index, word, style }));
}

function textOf({ at, word, style: { color, bold, underline } }, row) {
  const attributes = [
    `x="${(margin + at * cell.width).toFixed(1)}" y="${bar + row * cell.height}"`,
    `textLength="${(word.length * cell.width).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`,
    color === undefined ? "" : `fill="${colors[color % 16]}"`,
    bold ? 'font-weight="bold"' : "",
    underline ? 'text-decoration="underline"' : "",
  ];
  return `<text ${attributes.filter(Boolean).join(" ")}>${escaped(word)}</text>`;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
