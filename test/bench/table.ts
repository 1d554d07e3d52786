import {
  alone,
  crowd,
  crowdDurations,
  crowdPatterns,
  crowdsOf,
  durations,
  FIXED,
  jumping,
  jumps,
  patterns,
  peer,
  together,
} from "./cells";
import { goals, missed, words } from "./goals";
import type { Cost } from "./measure";
import { peers } from "./peers";
import { costIn, type Measure, type Results, worstCrowd } from "./results";

const parts = {
  goals: goalTable,
  jumps: jumpsTable,
  schedules: schedulesTable,
  patterns: patternsTable,
  together: togetherTable,
  crowds: crowdsTable,
} as const;

/** A page with the tables of these results between its marks. */
export function withTables(page: string, results: Results): string {
  return page.replace(/<!-- bench: (\w+) -->\n[\s\S]*?<!-- end -->/g, (kept, name: string) => {
    const part = parts[name as keyof typeof parts];
    return part === undefined ? kept : `<!-- bench: ${name} -->\n${part(results)}\n<!-- end -->`;
  });
}

export function tables(results: Results): string {
  return Object.values(parts)
    .map((part) => part(results))
    .join("\n\n");
}

export function goalTable(results: Results): string {
  const rows = goals.map((goal) => {
    const short = missed(goal, results);
    const verdict = short.length === 0 ? "met" : `**missed: ${short.join(", ")}**`;
    const measured = words(pick(goal.cost(results), goal.most));
    return [goal.name, goal.fixed, `≤ ${words(goal.most)}`, measured, verdict];
  });
  return table(["case (lag mean / 95 %)", "fixed 10 s", "goal", "measured", "verdict"], rows);
}

/** Why the goal of 22 calls for 600 s is missed: what longer jumps cost elsewhere. Goals that are missed are bold. */
function jumpsTable(results: Results): string {
  const mark = (value: number, most: number) => (value > most ? `**${value}**` : String(value));
  const rows = jumps.map((jumpS) => [
    `${jumpS} s${jumpS === jumps[0] ? " (shipped)" : ""}`,
    mark(costIn(results, jumping(jumpS, "honest")).calls, 22),
    mark(costIn(results, jumping(jumpS, "ends at 40–90 %")).lagMean, 12),
    mark(costIn(results, jumping(jumpS, "goes back")).lagP95, 10),
  ]);
  const head = [
    "600 s: jumps of",
    "honest: calls (≤ 22)",
    "ends at 40–90 %: late (≤ 12 s)",
    "goes back: late, 95 % (≤ 10 s)",
  ];
  return table(head, rows);
}

function schedulesTable(results: Results): string {
  const rows = [
    ...peers.map(({ name }) => [name, ...durations.map((s) => cell(costIn(results, peer(name, s))))]),
    ["**ours**, honest progress", ...durations.map((s) => cell(costIn(results, alone("honest", s))))],
    ["**ours**, no progress", ...durations.map((s) => cell(costIn(results, alone("none", s))))],
  ];
  return table(["schedule: lag mean / 95 % / calls", ...durations.map((s) => `${s} s`)], rows);
}

function patternsTable(results: Results): string {
  const rows = patterns.map((name) => [name, ...durations.map((s) => cell(costIn(results, alone(name, s))))]);
  return table(["what the cloud reports", ...durations.map((s) => `${s} s`)], rows);
}

function togetherTable(results: Results): string {
  const rows = together.map((images) => {
    const { lagMean, lagP95, calls, rate = 0, peak = 0 } = costIn(results, crowd(images, 180));
    return [String(images), `${lagMean} / ${lagP95} s`, String(calls), `${rate}/s`, `${peak} in a second`];
  });
  return table(["images at once (180 s)", "lag", "calls each", "requests", "most"], rows);
}

/** The worst of each number, whatever the number of images, and whether their ends are spread or the same. */
function crowdsTable(results: Results): string {
  const rows = crowdPatterns.map((pattern) => [
    pattern,
    ...crowdDurations.map((typicalS) => {
      const most = (measure: Measure) =>
        costIn(results, worstCrowd(results, crowdsOf(typicalS, pattern), measure))[measure] ?? 0;
      return `${most("lagMean")} / ${most("lagP95")} / ${most("peak")}`;
    }),
  ]);
  const fixed = crowdDurations.map((typicalS) => {
    const { lagMean, lagP95 } = costIn(results, peer(FIXED, typicalS));
    return `${lagMean} / ${lagP95} / 1 to 100`;
  });
  const head = [
    "1 to 100 at once: lag mean / 95 % / most in a second",
    ...crowdDurations.map((s) => `${s} s`),
  ];
  return table(head, [...rows, ["fixed 10 s, whatever is told", ...fixed]]);
}

function cell({ lagMean, lagP95, calls }: Cost): string {
  return `${lagMean} / ${lagP95} / ${calls}`;
}

/** The measures that a goal speaks of. */
function pick(cost: Partial<Cost>, most: Partial<Cost>): Partial<Cost> {
  return Object.fromEntries(Object.entries(cost).filter(([measure]) => measure in most));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
