import { nextDelay, type Options } from "../../provider/polling/schedule";
import { randomFrom } from "../random";
import { type Outcome, type Schedule, watchAlone } from "./alone";
import type { Cell, Crowd } from "./cells";
import { watchCrowd } from "./crowd";
import { jobOf, type PlayedJob, playedJob } from "./job";
import { peers } from "./peers";

/** What a schedule costs in one cell of the table. Seconds, and calls per image. */
export interface Cost {
  readonly lagMean: number;
  readonly lagP95: number;
  readonly calls: number;
  /** Requests per second over the run, and the most in any one second: where many are watched at once. */
  readonly rate?: number;
  readonly peak?: number;
}

/** Where chance begins, and how many jobs are played. */
export interface Sample {
  readonly seed: number;
  readonly jobs: number;
}

/** Of the tables. The parameters were chosen with other seeds, all below 100 000. */
export const TABLE: Sample = { seed: 20_261_121, jobs: 4000 };
/** So many runs for each job at least, where all end at the same time: one run tells hardly more than one image. */
const LEAST_RUNS = 0.05;

export async function measure(cell: Cell, sample: Sample = TABLE): Promise<Cost> {
  if (cell.of === "crowd") return measureCrowd(cell, sample);
  const random = randomFrom(sample.seed + cell.typicalS);
  return costOf(playing(cell, random), sample.jobs);
}

function playing(cell: Exclude<Cell, Crowd>, random: () => number): () => Outcome {
  const typicalMs = 1000 * cell.typicalS;
  switch (cell.of) {
    case "alone": {
      const options = cell.jumpS === undefined ? {} : { jumpMs: 1000 * cell.jumpS };
      return () => watchAlone(playedJob(typicalMs, cell.pattern, random), ours(random, options));
    }
    case "peer": {
      const peer = peers.find(({ name }) => name === cell.peer);
      if (peer === undefined) throw new RangeError(`there is no peer ${cell.peer}`);
      return () => watchAlone(playedJob(typicalMs, "none", random), peer.schedule(random));
    }
    case "adopted":
      // Killed between a tenth and nine tenths of the job. The cloud tells when it was begun, so times count from there.
      return () => {
        const job = playedJob(typicalMs, "honest", random);
        const firstMs = job.endMs * (0.1 + 0.8 * random());
        return watchAlone(job, { ...ours(random, { isResumed: true }), firstMs });
      };
    case "similar": {
      // No percentages; five earlier ones took similar times, all within ±20 %.
      const duration = () => typicalMs * (0.8 + 0.4 * random());
      return () => {
        const similarMs = Array.from({ length: 5 }, duration);
        return watchAlone(jobOf(duration(), "none", random), ours(random, { similarMs }));
      };
    }
  }
}

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

/** Many at once by the shipped watcher, as often as it takes to have so many jobs. */
async function measureCrowd(cell: Crowd, { seed, jobs }: Sample): Promise<Cost> {
  const lagsMs: number[] = [];
  let [calls, rate, peak] = [0, 0, 0];
  const runs = Math.ceil(Math.max(jobs / cell.images, cell.ends === "equal" ? LEAST_RUNS * jobs : 0));
  for (let run = 0; run < runs; run++) {
    const outcome = await watchCrowd(played(cell, randomFrom(seed + 1000 * run)), seed + run);
    lagsMs.push(...outcome.lagsMs);
    calls += outcome.callsMs.length;
    rate += (1000 * outcome.callsMs.length) / (outcome.callsMs.at(-1) ?? 1) / runs;
    peak = Math.max(peak, mostWithinOneSecond(outcome.callsMs));
  }
  return { ...costs(lagsMs, calls), rate: rounded(rate), peak };
}

function played({ images, typicalS, pattern, ends }: Crowd, random: () => number): PlayedJob[] {
  const [first, ...others] = Array.from({ length: images }, () =>
    playedJob(1000 * typicalS, pattern, random),
  );
  if (first === undefined) return [];
  return [first, ...others.map((job) => (ends === "equal" ? jobOf(first.endMs, pattern, random) : job))];
}

function mostWithinOneSecond(timesMs: readonly number[]): number {
  let [first, most] = [0, 0];
  timesMs.forEach((time, at) => {
    while ((timesMs[first] ?? time) <= time - 1000) first += 1;
    most = Math.max(most, at - first + 1);
  });
  return most;
}

function costOf(watch: () => Outcome, jobs: number): Cost {
  const outcomes = Array.from({ length: jobs }, watch);
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
