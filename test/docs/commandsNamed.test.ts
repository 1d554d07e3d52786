import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const textOf = (page: string) => readFileSync(join(root, page), "utf8");
const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => join("docs", file));

test("each npm script that a page names is one of package.json", () => {
  const { scripts } = JSON.parse(textOf("package.json"));
  const named = [...pages, "README.md", "CONTRIBUTING.md"].flatMap((page) =>
    [...textOf(page).matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script]) => `${page}: ${script}`),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((line) => scripts[line.split(": ")[1] ?? ""] === undefined)).toEqual([]);
});

test("each test that CONTRIBUTING names is there", () => {
  const named = [...textOf("CONTRIBUTING.md").matchAll(/test\/[\w/]+\.test\.ts/g)].map(([file]) => file);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test("the README can be read in one go: what needs more room has a page", () => {
  expect(textOf("README.md").split("\n").length).toBeLessThanOrEqual(250);
});

test("the README and the npm page say the same of Node.js", () => {
  const said = "20.18.1 works with a Pulumi SDK up to 3.248, which npm then picks";
  const plain = (page: string) => textOf(page).replace(/\s+/g, " ");
  for (const page of ["README.md", "provider/README.md", "docs/versions.md"])
    expect(plain(page)).toContain(said);
});
