import { adopted, alone, type Cell, crowd, crowds, similar } from "./cells";
import type { Pattern } from "./job";
import type { Cost } from "./measure";
import { costIn, type Results, worstCrowd } from "./results";

export interface Goal {
  readonly name: string;
  /** What a fixed interval of ten seconds costs. */
  readonly fixed: string;
  readonly most: Partial<Cost>;
  cost(results: Results): Partial<Cost>;
}

const of = (cell: Cell) => (results: Results) => costIn(results, cell);

/** Patterns that a schedule must bear; what ends early has a row of its own. */
export const badPatterns = [
  "5 % steps",
  "10 % steps",
  "25 % steps",
  "10, 40, 90 %",
  "sticks at 95 %",
  "races to 99 %",
  "S-curve",
  "goes back",
  "jumps",
  "constant offset",
  "±8 % noise",
  "none",
] as const;

/** The worst of each number, whatever pattern and duration it is of. */
function worst(results: Results): Cost {
  const cells = badPatterns.flatMap((pattern) =>
    [60, 180, 600].map((typicalS) => costIn(results, alone(pattern, typicalS))),
  );
  const most = (key: "lagMean" | "lagP95" | "calls") => Math.max(...cells.map((cost) => cost[key]));
  return { lagMean: most("lagMean"), lagP95: most("lagP95"), calls: most("calls") };
}

/** Of all crowds with such progress, the worst of each. */
const worstOf =
  (isMeant: (pattern: Pattern) => boolean) =>
  (results: Results): Partial<Cost> => {
    const among = crowds.filter(({ pattern }) => isMeant(pattern));
    const most = (measure: "lagMean" | "lagP95" | "peak") =>
      costIn(results, worstCrowd(results, among, measure))[measure] ?? 0;
    return { lagMean: most("lagMean"), lagP95: most("lagP95"), peak: most("peak") };
  };

/** Progress that is told this finely tells when the end comes. */
const fine: readonly Pattern[] = ["honest", "5 % steps", "10 % steps"];

export const goals: readonly Goal[] = [
  {
    name: "60 s, honest progress",
    fixed: "5 s, 7 calls",
    most: { lagMean: 0.45, lagP95: 0.9, calls: 8 },
    cost: of(alone("honest", 60)),
  },
  {
    name: "180 s, honest",
    fixed: "5.1 s, 22 calls",
    most: { lagMean: 0.6, lagP95: 1.2, calls: 12 },
    cost: of(alone("honest", 180)),
  },
  {
    name: "600 s, honest",
    fixed: "5.1 s, 68 calls",
    most: { lagMean: 1, lagP95: 2, calls: 22 },
    cost: of(alone("honest", 600)),
  },
  {
    name: "3600 s, honest",
    fixed: "5 s, 362 calls",
    most: { lagMean: 2.6, lagP95: 6, calls: 58 },
    cost: of(alone("honest", 3600)),
  },
  {
    name: "60 s, honest, adopted after a kill",
    fixed: "5 s",
    most: { lagMean: 0.45, lagP95: 0.9 },
    cost: of(adopted(60)),
  },
  {
    name: "180 s, the same",
    fixed: "5.1 s",
    most: { lagMean: 0.6, lagP95: 1.2 },
    cost: of(adopted(180)),
  },
  {
    name: "600 s, the same",
    fixed: "5.1 s",
    most: { lagMean: 1, lagP95: 2 },
    cost: of(adopted(600)),
  },
  {
    name: "worst bad pattern, 60 to 600 s",
    fixed: "5.1 s",
    most: { lagMean: 5.5, lagP95: 10, calls: 90 },
    cost: worst,
  },
  {
    name: "600 s job that ends while reporting 40–90 %",
    fixed: "5.1 s",
    most: { lagMean: 12 },
    cost: of(alone("ends at 40–90 %", 600)),
  },
  {
    name: "180 s, no progress, five earlier ones within ±20 %",
    fixed: "5.1 s, 22 calls",
    most: { lagMean: 2.1, lagP95: 5, calls: 16 },
    cost: of(similar),
  },
  {
    name: "20 at once, 180 s, percent only by job look-up",
    fixed: "5.1 s, 22 calls, 2/s",
    most: { lagMean: 1.2, lagP95: 2.2, calls: 8, rate: 0.6 },
    cost: of(crowd(20, 180)),
  },
  {
    name: "100 at once, the same",
    fixed: "5.1 s, 22 calls, 10/s",
    most: { lagMean: 1.3, lagP95: 2.4, calls: 3.5, peak: 2 },
    cost: of(crowd(100, 180)),
  },
  {
    name: "every crowd, every pattern but “goes back”",
    fixed: "5.1 / 9.7 s, 100/s",
    most: { lagMean: 5, lagP95: 9.7, peak: 2 },
    cost: worstOf((pattern) => pattern !== "goes back"),
  },
  {
    name: "every crowd, “goes back”",
    fixed: "5.1 / 9.7 s, 100/s",
    most: { lagMean: 5, lagP95: 10, peak: 2 },
    cost: worstOf((pattern) => pattern === "goes back"),
  },
  {
    name: "every crowd, steps of 10 % or less",
    fixed: "5.1 s",
    most: { lagMean: 2.5 },
    cost: worstOf((pattern) => fine.includes(pattern)),
  },
];

const units = { lagMean: " s", lagP95: " s", calls: " calls", rate: "/s", peak: "/s at most" } as const;
export type Measure = keyof typeof units;

/** The measures of a goal that are not met, in words; empty: met. */
export function missed({ most, cost }: Goal, results: Results): string[] {
  const measured = cost(results);
  return (Object.keys(most) as Measure[])
    .filter((measure) => (measured[measure] ?? Number.POSITIVE_INFINITY) > (most[measure] ?? 0))
    .map((measure) => `${measured[measure]}${units[measure]}`);
}

/** "0.42 / 0.75 s, 7.4 calls". */
export function words(cost: Partial<Cost>): string {
  const { lagMean, lagP95, calls, rate, peak } = cost;
  const lag = lagP95 === undefined ? `${lagMean} s` : `${lagMean} / ${lagP95} s`;
  const more = [
    calls === undefined ? "" : `${calls} calls`,
    rate === undefined ? "" : `${rate}/s`,
    peak === undefined ? "" : `peak ${peak}/s`,
  ];
  return [lag, ...more.filter((text) => text !== "")].join(", ");
}
