import { goals, missed, words } from "./goals";
import type { Pattern } from "./job";
import type { Cost } from "./measure";
import { crowds, durations, jumps, type limits, type Results } from "./results";

/** A page with the tables of these results between its marks. */
export function withTables(page: string, results: Results): string {
  const parts: Record<string, string> = {
    goals: goalTable(results),
    schedules: schedulesTable(results),
    patterns: patternsTable(results),
    crowds: crowdsTable(results),
    jumps: jumpsTable(results),
  };
  return page.replace(
    /<!-- bench: (\w+) -->\n[\s\S]*?<!-- end -->/g,
    (_, name: string) => `<!-- bench: ${name} -->\n${parts[name]}\n<!-- end -->`,
  );
}

export function tables(results: Results): string {
  const all = [goalTable, jumpsTable, schedulesTable, patternsTable, crowdsTable];
  return all.map((table) => table(results)).join("\n\n");
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
  const rows = jumps.map((jumpS) => {
    const {
      honest,
      "ends at 40–90 %": early,
      "goes back": back,
    } = results.jumps[jumpS] as Record<(typeof limits)[number], Cost>;
    return [
      `${jumpS} s${jumpS === jumps[0] ? " (shipped)" : ""}`,
      mark(honest.calls, 22),
      mark(early.lagMean, 12),
      mark(back.lagP95, 10),
    ];
  });
  const head = [
    "600 s: jumps of",
    "honest: calls (≤ 22)",
    "ends at 40–90 %: late (≤ 12 s)",
    "goes back: late, 95 % (≤ 10 s)",
  ];
  return table(head, rows);
}

function schedulesTable({ ours, peers }: Results): string {
  const all = { ...peers, "**ours**, honest progress": ours.honest, "**ours**, no progress": ours.none };
  const rows = Object.entries(all).map(([name, cells]) => [name, ...durations.map((s) => cell(cells[s]))]);
  return table(["schedule: lag mean / 95 % / calls", ...durations.map((s) => `${s} s`)], rows);
}

function patternsTable({ ours }: Results): string {
  const rows = (Object.keys(ours) as Pattern[]).map((name) => [
    name,
    ...durations.map((s) => cell(ours[name][s])),
  ]);
  return table(["what the cloud reports", ...durations.map((s) => `${s} s`)], rows);
}

function crowdsTable(results: Results): string {
  const rows = crowds.map((images) => {
    const { lagMean, lagP95, calls, rate = 0, peak = 0 } = results.crowds[images] as Cost;
    return [String(images), `${lagMean} / ${lagP95} s`, String(calls), `${rate}/s`, `${peak} in a second`];
  });
  return table(["images at once (180 s)", "lag", "calls each", "requests", "most"], rows);
}

function cell(cost: Cost | undefined): string {
  return cost === undefined ? "" : `${cost.lagMean} / ${cost.lagP95} / ${cost.calls}`;
}

/** The measures that a goal speaks of. */
function pick(cost: Cost, most: Partial<Cost>): Partial<Cost> {
  return Object.fromEntries(Object.entries(cost).filter(([measure]) => measure in most));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
