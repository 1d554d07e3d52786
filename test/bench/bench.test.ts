import { readFileSync } from "node:fs";
import { join } from "node:path";
import { goals, missed } from "./goals";
import { measureCrowd, measureOurs, measureSimilar } from "./measure";
import { plot } from "./plot";
import { durations, jumps, type Results } from "./results";
import { withTables } from "./table";

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const results: Results = JSON.parse(read("docs/bench.json"));
const limitsOf = (jumpS: number) => results.jumps[jumpS] as Results["jumps"][number];

describe("the numbers in docs/waiting.md (npm run bench -- --write)", () => {
  it("and the plot are those of docs/bench.json", () => {
    const page = read("docs/waiting.md");
    expect(page).toContain("<!-- bench: goals -->");
    expect(withTables(page, results)).toBe(page);
    expect(plot(results)).toBe(read("docs/bench.svg"));
  });

  it.each(durations)("are those of the code as it is: honest progress, %i s", (typicalS) => {
    expect(measureOurs(typicalS, "honest")).toEqual(results.ours.honest[typicalS]);
  });

  it("are those of the code as it is: no progress, early ends, similar images", () => {
    expect(measureOurs(600, "none")).toEqual(results.ours.none[600]);
    expect(measureOurs(600, "ends at 40–90 %")).toEqual(results.ours["ends at 40–90 %"][600]);
    expect(measureSimilar(180)).toEqual(results.similar);
  });

  it("are those of the code as it is: jumps of other lengths", () => {
    expect(limitsOf(jumps[0]).honest).toEqual(results.ours.honest[600]);
    expect(measureOurs(600, "goes back", { jumpMs: 30_000 })).toEqual(limitsOf(30)["goes back"]);
  });

  it("are those of the code as it is: 100 at once", async () => {
    expect(await measureCrowd(100, 180)).toEqual(results.crowds[100]);
  }, 60_000);
});

describe("the goals", () => {
  /** Against which others it stands is said in docs/waiting.md. */
  const givenUp = new Map([["600 s, honest", ["25.3 calls"]]]);

  it.each(goals.map((goal) => [goal.name, goal] as const))("are met: %s", (name, goal) => {
    expect(missed(goal, results)).toEqual(givenUp.get(name) ?? []);
  });

  it("of 22 calls for 600 s stands against two others, whatever the length of jumps", () => {
    const met = jumps.map((jumpS) => {
      const { honest, "ends at 40–90 %": early, "goes back": back } = limitsOf(jumpS);
      return { calls: honest.calls <= 22, others: early.lagMean <= 12 && back.lagP95 <= 10 };
    });
    expect(met[0]).toEqual({ calls: false, others: true });
    expect(met.at(-1)).toEqual({ calls: true, others: false });
    expect(met.filter(({ calls, others }) => calls && others)).toEqual([]);
  });
});
