import { type Pattern, reports } from "./job";
import { peers } from "./peers";

/** One cell of the tables, as data: what is measured there. Durations are the typical ones, in seconds. */
export type Cell =
  | { readonly of: "alone"; readonly typicalS: number; readonly pattern: Pattern; readonly jumpS?: number }
  | { readonly of: "adopted"; readonly typicalS: number }
  | { readonly of: "similar"; readonly typicalS: number }
  | { readonly of: "peer"; readonly typicalS: number; readonly peer: string }
  | Crowd;

/** Images that begin at the same time. Their ends are spread as durations are, or the same for all. */
export interface Crowd {
  readonly of: "crowd";
  readonly typicalS: number;
  readonly pattern: Pattern;
  readonly images: number;
  readonly ends: Ends;
}

export type Ends = "spread" | "equal";

/** Typical durations of jobs that are watched alone. */
export const durations = [60, 180, 600, 3600] as const;

export const crowdImages = [1, 5, 10, 20, 50, 100] as const;
export const crowdDurations = [25, 40, 63, 180, 600] as const;
export const crowdEnds = ["spread", "equal"] as const;
export const crowdPatterns = [
  "honest",
  "5 % steps",
  "10 % steps",
  "25 % steps",
  "10, 40, 90 %",
  "sticks at 95 %",
  "goes back",
  "none",
] as const satisfies readonly Pattern[];

/** The schedule that the goals of crowds are compared with: a fixed interval of ten seconds. */
export const FIXED = "Terraform huaweicloud";

/** Of these the goals of 180 s speak. */
export const together = [1, 20, 100] as const;

/** Lengths of jumps, in seconds: what the goal for honest jobs of 600 s stands against. The first is the shipped one. */
export const jumps = [22, 24, 27, 30] as const;
/** What jumps of each length are measured by. */
export const limits = ["honest", "ends at 40–90 %", "goes back"] as const satisfies readonly Pattern[];

/** Honest jobs that an earlier run began: a next one goes on with them in their middle. */
export const adoptedDurations = [60, 180, 600] as const;

export const patterns = Object.keys(reports) as Pattern[];

export const alone = (pattern: Pattern, typicalS: number): Cell => ({ of: "alone", pattern, typicalS });
export const jumping = (jumpS: number, pattern: Pattern): Cell => ({
  ...{ of: "alone", pattern, typicalS: 600 },
  ...(jumpS === jumps[0] ? {} : { jumpS }),
});
export const crowd = (
  images: number,
  typicalS: number,
  pattern: Pattern = "honest",
  ends: Ends = "spread",
): Crowd => ({ of: "crowd", images, typicalS, pattern, ends });
export const peer = (name: string, typicalS: number): Cell => ({ of: "peer", peer: name, typicalS });
export const adopted = (typicalS: number): Cell => ({ of: "adopted", typicalS });
export const similar: Cell = { of: "similar", typicalS: 180 };

/** Of these durations and patterns, each number of images, and both kinds of ends, which are one kind for one image. */
export const crowdsOf = (typicalS: number, pattern: Pattern): readonly Crowd[] =>
  crowdImages.flatMap((images) =>
    crowdEnds.slice(0, images === 1 ? 1 : undefined).map((ends) => crowd(images, typicalS, pattern, ends)),
  );
export const crowds: readonly Crowd[] = crowdDurations.flatMap((typicalS) =>
  crowdPatterns.flatMap((pattern) => crowdsOf(typicalS, pattern)),
);

/** All but most of the crowds. */
export const cells: readonly Cell[] = [
  ...patterns.flatMap((pattern) => durations.map((typicalS) => alone(pattern, typicalS))),
  ...jumps.slice(1).flatMap((jumpS) => limits.map((pattern) => jumping(jumpS, pattern))),
  ...peers.flatMap(({ name }) => durations.map((typicalS) => peer(name, typicalS))),
  ...crowdDurations.map((typicalS) => peer(FIXED, typicalS)),
  ...adoptedDurations.map(adopted),
  similar,
  ...together.map((images) => crowd(images, 180)),
];

/** What a cell is called in docs/bench.json. */
export function nameOf(cell: Cell): string {
  const about = `${cell.typicalS} s`;
  switch (cell.of) {
    case "alone":
      return [about, cell.pattern, ...(cell.jumpS === undefined ? [] : [`jumps of ${cell.jumpS} s`])].join(
        ", ",
      );
    case "adopted":
      return `${about}, adopted`;
    case "similar":
      return `${about}, five similar ones`;
    case "peer":
      return `${about}, ${cell.peer}`;
    case "crowd":
      return `${about}, ${cell.pattern}, ${cell.images} at once, ${cell.ends} ends`;
  }
}
