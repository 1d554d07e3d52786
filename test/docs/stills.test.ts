import { readFileSync } from "node:fs";
import path from "node:path";
import { steps, waitsFor } from "../../provider/polling/steps";

const root = path.resolve(__dirname, "../..");
const words = [...Object.values(steps), ...Object.values(waitsFor).map((words) => words(""))];

/** The rows of a picture: its pieces of text, from left to right. */
function rowsOf(columns: number): string[][] {
  const svg = readFileSync(path.join(root, `docs/progress-${columns}.svg`), "utf8");
  const rows = new Map<string, string[]>();
  for (const [, y = "", text = ""] of svg.matchAll(/ y="(\d+)"[^>]*>([^<]*)<\/text>/g))
    rows.set(y, [...(rows.get(y) ?? []), text.replaceAll("&lt;", "<")]);
  return [...rows.values()];
}

/** What stands in the last column of images that are being made; the end of the terminal may have cut it. */
function statusesIn(columns: number): string[] {
  const images = rowsOf(columns).filter((row) => /cloudimages:.* creating /.test(row.join(" ")));
  expect(images.length).toBeGreaterThanOrEqual(3);
  return images.map((row) => /creating \(\d+s\)\.*\s+(.+)$/.exec(row.join(" "))?.[1] ?? "");
}

/** "40% ~2 min, exporting", or as much of it as has room. */
function isOurWord(status: string): boolean {
  const [, numbers = "", rest = ""] =
    /^((?:\d+%)?(?: ?(?:~|<)\d+(?:\.\d+)?(?: (?:min|h))?)?(?:, ?)?)(.*)$/.exec(status) ?? [];
  const word = rest.replace(/: .*$/, ": ");
  const isWhole = words.some((known) => word === known || known.startsWith(rest));
  return numbers + rest !== "" && isWhole;
}

describe.each([80, 120])("the still of %i columns (npm run stills)", (columns) => {
  it("shows what each image is at, in the words that the code has today", () => {
    expect(statusesIn(columns).filter((status) => !isOurWord(status))).toEqual([]);
  });

  it("shows a percentage with the time left, one that runs, and one that waits", () => {
    const statuses = statusesIn(columns);
    expect(statuses).toContainEqual(expect.stringMatching(/^\d+% ~\d+ min/));
    expect(statuses).toContainEqual(expect.stringMatching(/^exporting/));
    expect(statuses).toContainEqual(expect.stringMatching(/^source/));
  });
});
