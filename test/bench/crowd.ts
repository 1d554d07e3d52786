import { Watcher } from "../../provider/polling/watcher";
import { ROUND_TRIP_MS } from "./alone";
import { type DiscreteClock, discreteClock } from "./discreteClock";
import type { PlayedJob } from "./job";

/** What many images at once cost. */
export interface CrowdOutcome {
  readonly lagsMs: readonly number[];
  /** When each call was sent. */
  readonly callsMs: readonly number[];
}

/** Time from the create until the list shows the image (local-cloud's default). */
const LISTED_AFTER_MS = 2_000;

/** Images whose jobs begin at the same time, watched by one `Watcher`: the list shows all, only a job poll tells the percentage. */
export async function watchCrowd(jobs: readonly PlayedJob[], seed: number): Promise<CrowdOutcome> {
  const clock = discreteClock(seed);
  const callsMs: number[] = [];
  const lagsMs: number[] = [];
  const byKey = new Map(jobs.map((job, at) => [`image-${at}`, job]));
  const watcher = new Watcher<boolean>(async (keys) => {
    const atMs = await call(clock, callsMs);
    const listed = atMs < LISTED_AFTER_MS ? [] : keys;
    const seen = new Map(listed.map((key) => [key, atMs >= (byKey.get(key)?.endMs ?? 0)]));
    await clock.sleep(ROUND_TRIP_MS / 2);
    return { seen, unanswered: new Map() };
  }, clock);
  for (const [key, job] of byKey) {
    void watcher
      .wait<void>({
        key,
        deadline: 24 * 3_600_000,
        kind: "image",
        judge: (active) =>
          active === true ? { state: "done", result: undefined } : { state: "pending", step: "saving" },
        pollAlone: async () => {
          const atMs = await call(clock, callsMs);
          const percent = job.percentAt(atMs);
          await clock.sleep(ROUND_TRIP_MS / 2);
          return atMs >= job.endMs
            ? { state: "done", result: undefined }
            : { state: "pending", step: "saving", percent };
        },
      })
      .then(() => lagsMs.push(clock.now() - job.endMs));
  }
  await clock.run();
  return { lagsMs, callsMs };
}

/** The answer is as of half the round trip. */
async function call(clock: DiscreteClock, callsMs: number[]): Promise<number> {
  callsMs.push(clock.now());
  await clock.sleep(ROUND_TRIP_MS / 2);
  return clock.now();
}
