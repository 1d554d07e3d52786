// npm run bench -- --many: prints the table, and with --write puts it into docs/waiting.md.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../folders.mjs";
import { measureMany } from "./measureMany.mjs";

export async function runMany({ counts, write }) {
  const { markdown, met } = await measureMany(counts && { counts: counts.split(",").map(Number) });
  console.log(markdown);
  const page = path.join(root, "docs/waiting.md");
  if (write) writeFileSync(page, withFigures(readFileSync(page, "utf8"), markdown));
  return met ? 0 : 1;
}

const withFigures = (text, markdown) =>
  text.replace(
    /(<!-- many: figures -->\n)[\s\S]*?(<!-- end -->)/,
    (_, begin, end) => `${begin}${markdown}\n${end}`,
  );
