import { type ProgressShape, reportedProgress } from "../../local-cloud/world/progressShape";
import { normal } from "../random";

/** A job of the cloud as the bench plays it. Times are milliseconds since its start. */
export interface PlayedJob {
  readonly endMs: number;
  /** What a poll `atMs` is told, 0 to 100; undefined: the cloud tells none. */
  percentAt(atMs: number): number | undefined;
}

/** Spread of the logarithm of durations: two thirds of all jobs lie within ×/÷ 1.42 (docs/waiting.md#the-numbers). */
const SIGMA = 0.35;

/** How a cloud may report progress: `share` is the part of the time that has passed, 0 to 1. One maker for each job. */
type Report = (random: () => number) => (share: number) => number | undefined;

const noisy =
  (spread: number): Report =>
  (random) =>
  (share) =>
    share + spread * (2 * random() - 1);

/** One that the local cloud plays too. */
const shaped =
  (shapeOf: (random: () => number) => ProgressShape): Report =>
  (random) => {
    const shape = shapeOf(random);
    return (share) => reportedProgress(shape, share);
  };

/** Says the last of these that has been reached. */
const milestones =
  (...told: readonly number[]): Report =>
  () =>
  (share) =>
    told.findLast((one) => one <= share) ?? 0;

export const reports = {
  honest: noisy(0.02),
  "5 % steps": shaped(() => ({ steps: 0.05 })),
  "10 % steps": shaped(() => ({ steps: 0.1 })),
  "25 % steps": shaped(() => ({ steps: 0.25 })),
  "10, 40, 90 %": milestones(0.1, 0.4, 0.9),
  "sticks at 95 %": shaped((random) => ({ sticksAt: 0.95, reachedAt: 0.5 + 0.4 * random() })),
  "races to 99 %": shaped((random) => ({ sticksAt: 0.99, reachedAt: 0.2 + 0.3 * random() })),
  "S-curve": () => (share) => share * share * (3 - 2 * share),
  "goes back": shaped((random) => ({ goesBackAt: 0.3 + 0.5 * random() })),
  jumps: (random) => {
    const at = 0.2 + 0.5 * random();
    return (share) => (share < at ? 0.7 * share : share);
  },
  "constant offset": (random) => {
    const offset = 0.04 * random() - 0.02;
    return (share) => share + offset;
  },
  "±8 % noise": noisy(0.08),
  none: shaped(() => "none"),
  "slow, then ends at 40–90 %": (random) => {
    const last = 0.4 + 0.5 * random();
    const report = noisy(0.02)(random);
    return (share) => report(share * last);
  },
  "ends at 40–90 %": () => () => undefined,
} satisfies Record<string, Report>;

export type Pattern = keyof typeof reports;

/** A job around `typicalMs`, log-normal, with percentages as in `pattern`: whole percents, 0 to 99 until it is over. */
export function playedJob(typicalMs: number, pattern: Pattern, random: () => number): PlayedJob {
  const plannedMs = typicalMs * Math.exp(SIGMA * normal(random));
  if (pattern !== "ends at 40–90 %") return jobOf(plannedMs, pattern, random);
  const { percentAt } = jobOf(plannedMs, "honest", random);
  return { endMs: plannedMs * (0.4 + 0.5 * random()), percentAt };
}

export function jobOf(endMs: number, pattern: Pattern, random: () => number): PlayedJob {
  const report: (share: number) => number | undefined = reports[pattern](random);
  return {
    endMs,
    percentAt(atMs) {
      const share = report(atMs / endMs);
      return share === undefined ? undefined : Math.min(99, Math.max(0, Math.round(100 * share)));
    },
  };
}
