import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".md"),
);

test("each test that a table of the documentation names is there", () => {
  const named = pages.flatMap((page) =>
    lastCells(readFileSync(join(root, "docs", page), "utf8")).flatMap((cell) =>
      [...cell.matchAll(/`(\w+(?:\/\w+)+)`/g)].map(([, name]) => `${page}: test/${name}.test.ts`),
    ),
  );
  expect(named.length).toBeGreaterThan(100);
  const files = (line: string) => join(root, line.replace(/^\S+ /, ""));
  expect(named.filter((line) => !existsSync(files(line)))).toEqual([]);
});

/** Of the rows of the tables whose last column says what proves them. */
function lastCells(page: string): string[] {
  const tables = page.split(/\n(?=\| [^\n]*\| proved by \|\n)/).slice(1);
  return tables.flatMap((table) => {
    const rows = table.split("\n");
    const end = rows.findIndex((row) => !row.startsWith("|"));
    return rows.slice(2, end === -1 ? undefined : end).map((row) => row.split(" | ").at(-1) ?? "");
  });
}
