import { nextDelay, type Options } from "../../provider/polling/schedule";
import { randomFrom } from "../random";
import { type Outcome, type Schedule, watchAlone } from "./alone";
import { watchCrowd } from "./crowd";
import { jobOf, type Pattern, type PlayedJob, playedJob } from "./job";
import type { Peer } from "./peers";

/** What a schedule costs in one cell of the table. Seconds, and calls per image. */
export interface Cost {
  readonly lagMean: number;
  readonly lagP95: number;
  readonly calls: number;
  /** Requests per second over the run, and the most in any one second: where many are watched at once. */
  readonly rate?: number;
  readonly peak?: number;
}

/** Jobs in a cell. */
export const JOBS = 4000;
/** Of the table. The parameters were chosen with others, all below 100 000. */
const SEED = 20_261_121;

/** The shipped schedule, told of each poll what the watcher tells it. */
function ours(random: () => number, options: Options = {}): Schedule {
  const readings: { atMs: number; percent: number }[] = [];
  const delay = (elapsedMs: number) => nextDelay({ elapsedMs, readings }, { ...options, random: random() });
  return {
    firstMs: delay(0),
    nextMs(atMs, percent) {
      if (percent !== undefined) readings.push({ atMs, percent });
      return delay(atMs);
    },
  };
}

export function measureOurs(typicalS: number, pattern: Pattern, options?: Options): Cost {
  const random = randomFrom(SEED + typicalS);
  return costOf(() => watchAlone(playedJob(typicalS * 1000, pattern, random), ours(random, options)));
}

export function measurePeer(peer: Peer, typicalS: number): Cost {
  const random = randomFrom(SEED + typicalS);
  return costOf(() => watchAlone(playedJob(typicalS * 1000, "none", random), peer.schedule(random)));
}

/** No percentages; five earlier ones took similar times, all within ±20 %. */
export function measureSimilar(typicalS: number): Cost {
  const random = randomFrom(SEED + typicalS);
  const duration = () => typicalS * 1000 * (0.8 + 0.4 * random());
  return costOf(() => {
    const similarMs = Array.from({ length: 5 }, duration);
    return watchAlone(jobOf(duration(), "none", random), ours(random, { similarMs }));
  });
}

/** Many at once by the shipped watcher, as often as it takes to have so many jobs. */
export async function measureCrowd(images: number, typicalS: number): Promise<Cost> {
  const lagsMs: number[] = [];
  let [calls, rate, peak] = [0, 0, 0];
  const runs = Math.ceil(JOBS / images);
  for (let run = 0; run < runs; run++) {
    const random = randomFrom(SEED + 1000 * run);
    const made: PlayedJob[] = Array.from({ length: images }, () =>
      playedJob(typicalS * 1000, "honest", random),
    );
    const outcome = await watchCrowd(made, SEED + run);
    lagsMs.push(...outcome.lagsMs);
    calls += outcome.callsMs.length;
    rate += (1000 * outcome.callsMs.length) / (outcome.callsMs.at(-1) ?? 1) / runs;
    peak = Math.max(peak, mostWithinOneSecond(outcome.callsMs));
  }
  return { ...costs(lagsMs, calls), rate: rounded(rate), peak };
}

function mostWithinOneSecond(timesMs: readonly number[]): number {
  let [first, most] = [0, 0];
  timesMs.forEach((time, at) => {
    while ((timesMs[first] ?? time) <= time - 1000) first += 1;
    most = Math.max(most, at - first + 1);
  });
  return most;
}

function costOf(watch: () => Outcome): Cost {
  const outcomes = Array.from({ length: JOBS }, watch);
  return costs(
    outcomes.map(({ lagMs }) => lagMs),
    outcomes.reduce((sum, outcome) => sum + outcome.calls, 0),
  );
}

function costs(lagsMs: readonly number[], calls: number): Cost {
  const sorted = [...lagsMs].sort((a, b) => a - b);
  const count = sorted.length;
  return {
    lagMean: rounded(sorted.reduce((sum, lag) => sum + lag, 0) / count / 1000),
    lagP95: rounded((sorted[Math.floor(0.95 * count)] ?? 0) / 1000),
    calls: rounded(calls / count),
  };
}

/** Three figures tell all, and hide the last bits in which machines may differ. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
