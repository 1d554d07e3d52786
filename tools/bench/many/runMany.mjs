// npm run bench -- --many: prints the table, and with --write puts its lines into docs/waiting.md.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../folders.mjs";
import { isMet, tableLines, withLines } from "./manyTable.mjs";
import { measureMany } from "./measureMany.mjs";

export async function runMany({
  counts = "1,100,1000,3000",
  commands = "preview,up,refresh,destroy",
  write,
}) {
  const rows = await measureMany(counts.split(",").map(Number), commands.split(","));
  const lines = tableLines(rows);
  console.log(withLines("", lines));
  const page = path.join(root, "docs/waiting.md");
  if (write) writeFileSync(page, withFigures(readFileSync(page, "utf8"), lines));
  return rows.every(isMet) ? 0 : 1;
}

const withFigures = (text, lines) =>
  text.replace(
    /(<!-- many: figures -->\n)([\s\S]*?)(\n<!-- end -->)/,
    (_, begin, table, end) => `${begin}${withLines(table, lines)}${end}`,
  );
