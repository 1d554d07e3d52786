import {
  type Cell,
  type Crowd,
  cells,
  crowdDurations,
  crowdPatterns,
  crowds,
  crowdsOf,
  nameOf,
} from "./cells";
import type { Cost } from "./measure";

/** docs/bench.json: what each cell costs, by its name. */
export type Results = Readonly<Record<string, Cost>>;

export function costIn(results: Results, cell: Cell): Cost {
  const cost = results[nameOf(cell)];
  if (cost === undefined) throw new RangeError(`not measured: ${nameOf(cell)}`);
  return cost;
}

/** Crowds that have been measured: all of them, or those that the page shows. */
export function measuredCrowds(results: Results, among: readonly Crowd[] = crowds): readonly Crowd[] {
  return among.filter((cell) => nameOf(cell) in results);
}

/** What may be worst in a crowd. */
export type Measure = "lagMean" | "lagP95" | "peak";

/** The crowd in which this is worst. */
export function worstCrowd(results: Results, among: readonly Crowd[], measure: Measure): Crowd {
  const of = (cell: Crowd) => costIn(results, cell)[measure] ?? 0;
  const [first, ...others] = measuredCrowds(results, among);
  if (first === undefined) throw new RangeError("no crowd has been measured");
  return others.reduce((worst, cell) => (of(cell) > of(worst) ? cell : worst), first);
}

/** The cells of the page: of crowds, those that were the worst of their duration and pattern when all were measured. */
export function cellsOfPage(results: Results): readonly Cell[] {
  const worst = crowdDurations.flatMap((typicalS) =>
    crowdPatterns.flatMap((pattern) => {
      const among = crowdsOf(typicalS, pattern);
      const late = (["lagMean", "lagP95"] as const).map((measure) => worstCrowd(results, among, measure));
      return [...late, worstCrowd(results, [...late, ...among], "peak")]; // of equal ones that which is measured anyway
    }),
  );
  return distinct([...cells, ...worst]);
}

export const allCells: readonly Cell[] = distinct([...cells, ...crowds]);

function distinct(some: readonly Cell[]): readonly Cell[] {
  return [...new Map(some.map((cell) => [nameOf(cell), cell])).values()];
}
