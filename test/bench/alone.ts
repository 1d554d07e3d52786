import type { PlayedJob } from "./job";

/** The time of a call to the cloud and back (docs/waiting.md#the-numbers). The cloud's answer is as of half of it. */
export const ROUND_TRIP_MS = 150;

/** A schedule under test: what it is told after each poll, and how long it then waits. */
export interface Schedule {
  readonly firstMs: number;
  nextMs(atMs: number, percent: number | undefined): number;
  /** What it still sleeps when it has seen the end. */
  readonly afterMs?: number;
}

export interface Outcome {
  readonly lagMs: number;
  readonly calls: number;
}

/** One job, watched alone. The lag is from its end until the answer that shows it is there. */
export function watchAlone(job: PlayedJob, schedule: Schedule): Outcome {
  let sentMs = schedule.firstMs;
  for (let calls = 1; ; calls++) {
    const seenMs = sentMs + ROUND_TRIP_MS / 2;
    const answeredMs = sentMs + ROUND_TRIP_MS;
    if (seenMs >= job.endMs) return { lagMs: answeredMs + (schedule.afterMs ?? 0) - job.endMs, calls };
    sentMs = answeredMs + schedule.nextMs(answeredMs, job.percentAt(seenMs));
  }
}
