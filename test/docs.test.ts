import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(__dirname, "..");
const searched = [
  "provider",
  "local-cloud",
  "test",
  "tools",
  "examples",
  "docs",
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
];
const skipped = new Set(["node_modules", "bin", "states", ".cache"]);

const files = searched.flatMap((name) => under(join(root, name))).filter((file) => file !== __filename);

function under(path: string): string[] {
  if (/\.(ts|js|mjs|md)$/.test(path)) return existsSync(path) ? [path] : [];
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter(
      (entry) => !skipped.has(entry.name) && (entry.isDirectory() || /\.(ts|js|mjs|md)$/.test(entry.name)),
    )
    .flatMap((entry) => under(join(path, entry.name)));
}

/** As GitHub makes them of headings: lower case, no punctuation, dashes for blanks, a number from the second one on. */
function slugs(page: string): Set<string> {
  const found = new Set<string>();
  const times = new Map<string, number>();
  for (const [, heading = ""] of page.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#{1,6} +(.+)$/gm)) {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const slug = text
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
      .trim()
      .replaceAll(" ", "-");
    const before = times.get(slug) ?? 0;
    times.set(slug, before + 1);
    found.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return found;
}

const headings = new Map<string, Set<string>>();

/** What is wrong with a reference to a page, or nothing. */
function wrong(page: string, slug: string | undefined): string | undefined {
  if (!existsSync(page)) return `there is no ${relative(root, page)}`;
  if (slug === undefined) return undefined;
  let known = headings.get(page);
  if (known === undefined) {
    known = slugs(readFileSync(page, "utf8"));
    headings.set(page, known);
  }
  return known.has(slug) ? undefined : `${relative(root, page)} has no heading #${slug}`;
}

function faults(file: string, pattern: RegExp, base: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(pattern)].flatMap(([, page = "", slug]) => {
    const fault = wrong(page === "" ? file : join(base, page), slug);
    return fault === undefined ? [] : [`${relative(root, file)}: ${fault}`];
  });
}

test("slugs are those that GitHub makes", () => {
  const page =
    "# Messages and the engine's life\n## `a` (b), [c](d.md)\n## Tags\n## Tags\n```\n# none\n```\n";
  expect([...slugs(page)]).toEqual(["messages-and-the-engines-life", "a-b-c", "tags", "tags-1"]);
});

test("each page and heading that a comment, message or page names exists", () => {
  const named = /(?<![\w/.-])(docs\/[\w./-]+\.md)(?:#([\w-]+))?/g;
  const count = files.reduce((sum, file) => sum + [...readFileSync(file, "utf8").matchAll(named)].length, 0);
  expect(count).toBeGreaterThan(200);
  expect(files.flatMap((file) => faults(file, named, root))).toEqual([]);
});

test("links between pages of the repository resolve", () => {
  const link = /\]\((?![a-z]+:)([^)#\s]*\.md|)(?:#([^)\s]+))?\)/g;
  const pages = files.filter((file) => file.endsWith(".md"));
  expect(pages.flatMap((file) => faults(file, link, dirname(file)))).toEqual([]);
});

test("pages link to pages, not to folders, which the package's copy of them has no page for", () => {
  const pages = files.filter((file) => file.endsWith(".md"));
  const links = pages.flatMap(
    (file) => readFileSync(file, "utf8").match(/\]\((?![a-z]+:)[^)#\s]*\/\)/g) ?? [],
  );
  expect(links).toEqual([]);
});

test("no file has the marks of a merge that nobody has finished", () => {
  const mark = new RegExp(
    `^(${"<".repeat(7)}|${"|".repeat(7).replaceAll("|", "\\|")}|${">".repeat(7)}) `,
    "m",
  );
  expect(files.filter((file) => mark.test(readFileSync(file, "utf8")))).toEqual([]);
});

test("nothing points at a document that is not in the repository", () => {
  const outside =
    /\bdesign\.md\b|\bapi-(?:huawei-otc|openstack|zstack)\b|\banchors\.md\b|\bpeers\.md\b|pulumi-dynamic-providers\.md|(?<!docs\/)\breference\/(?:waiting|api-)|(?<!RFC \d{4} )§/;
  const found = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, at) =>
        outside.test(line) ? [`${relative(root, file)}:${at + 1}: ${line.trim()}`] : [],
      ),
  );
  expect(found).toEqual([]);
});
