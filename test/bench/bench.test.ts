import { readFileSync } from "node:fs";
import { join } from "node:path";
import { adopted, alone, type Cell, crowd, durations, jumping, jumps, nameOf, similar } from "./cells";
import { goals, missed } from "./goals";
import { measure } from "./measure";
import { plot } from "./plot";
import { allCells, cellsOfPage, costIn, type Results } from "./results";
import { withTables } from "./table";

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const results: Results = JSON.parse(read("docs/bench.json"));

describe("the numbers in docs/waiting.md (npm run bench -- --write)", () => {
  it("and the plot are those of docs/bench.json, which has every cell", () => {
    const page = read("docs/waiting.md");
    expect(page).toContain("<!-- bench: goals -->");
    expect(withTables(page, results)).toBe(page);
    expect(plot(results)).toBe(read("docs/bench.svg"));
    expect(Object.keys(results)).toEqual(allCells.map(nameOf));
  });

  it("are the same when only the cells of the page are measured (npm run bench)", () => {
    const shown = cellsOfPage(results);
    expect(shown.length).toBeLessThan(allCells.length / 2);
    const measured = Object.fromEntries(shown.map((cell) => [nameOf(cell), costIn(results, cell)]));
    expect(withTables(read("docs/waiting.md"), measured)).toBe(read("docs/waiting.md"));
  });

  it.each<Cell>([
    ...durations.map((typicalS) => alone("honest", typicalS)),
    alone("none", 600),
    alone("ends at 40–90 %", 600),
    adopted(60),
    similar,
    jumping(30, "goes back"),
    crowd(100, 180),
    crowd(10, 25, "10, 40, 90 %", "equal"),
  ])("are those of the code as it is: $of, $typicalS s, $pattern", async (cell) => {
    expect(await measure(cell)).toEqual(costIn(results, cell));
  });
});

describe("the goals", () => {
  /** Against which others it stands is said in docs/waiting.md. */
  const givenUp = new Map([["600 s, honest", ["25.8 calls"]]]);

  it.each(goals.map((goal) => [goal.name, goal] as const))("are met: %s", (name, goal) => {
    expect(missed(goal, results)).toEqual(givenUp.get(name) ?? []);
  });

  it("of 22 calls for 600 s stands against two others, whatever the length of jumps", () => {
    const met = jumps.map((jumpS) => ({
      calls: costIn(results, jumping(jumpS, "honest")).calls <= 22,
      others:
        costIn(results, jumping(jumpS, "ends at 40–90 %")).lagMean <= 12 &&
        costIn(results, jumping(jumpS, "goes back")).lagP95 <= 10,
    }));
    expect(met[0]).toEqual({ calls: false, others: true });
    expect(met.at(-1)).toEqual({ calls: true, others: false });
    expect(met.filter(({ calls, others }) => calls && others)).toEqual([]);
  });
});
