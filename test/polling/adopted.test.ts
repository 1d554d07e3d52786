import { Watcher } from "../../provider/polling/watcher";
import { virtualClock } from "../virtualClock";
import { minute, polled } from "./watcherLab";

/**
 * A run is killed at a share of a job, and another one goes on with the image: how late its end is noticed, in milliseconds. The job
 * tells an even percentage; `knows`: when it was begun, by a clock of the cloud's that may be wrong by so much.
 */
async function lateness(
  jobMs: number,
  killedAt: number,
  how: "watched" | "knows" | "does not know",
  seed: number,
  wrongByMs = 0,
) {
  const clock = virtualClock(seed);
  const begunAt = clock.now();
  const endsAt = begunAt + jobMs;
  if (how !== "watched") await clock.sleep(killedAt * jobMs);
  const watcher = new Watcher<number>(async () => polled(), clock);
  await watcher.wait<void>({
    key: undefined,
    judge: () => ({ state: "pending", step: "exporting" }),
    pollAlone: async () =>
      clock.now() >= endsAt
        ? { state: "done", result: undefined }
        : {
            state: "pending",
            step: "exporting",
            percent: Math.floor((1_000 * (clock.now() - begunAt)) / jobMs) / 10,
          },
    ...(how === "watched"
      ? { kind: "image" }
      : { isResumed: true, atOnce: true, begunAt: how === "knows" ? begunAt + wrongByMs : undefined }),
    deadline: clock.now() + 600 * minute,
  });
  return clock.now() - endsAt;
}

const seeds = Array.from({ length: 12 }, (_, at) => at + 1);

async function latenesses(
  jobMs: number,
  killedAt: number,
  how: Parameters<typeof lateness>[2],
  wrongByMs = 0,
) {
  const late: number[] = [];
  for (const seed of seeds) late.push(await lateness(jobMs + 137 * seed, killedAt, how, seed, wrongByMs));
  return { mean: late.reduce((sum, one) => sum + one, 0) / late.length, most: Math.max(...late) };
}

describe.each([60_000, 180_000, 600_000])("after a kill, the end of a job of %i ms", (jobMs) => {
  it.each([0.2, 0.5, 0.9])(
    "is noticed as early as by a run that has watched it, killed at %f",
    async (killedAt) => {
      const watched = await latenesses(jobMs, killedAt, "watched");
      const adopted = await latenesses(jobMs, killedAt, "knows");
      // Or within what is asked for a watched one of ten minutes, which this one run of even percentages need not use up.
      expect(adopted.mean).toBeLessThanOrEqual(Math.max(watched.mean + 750, 1_000));
      expect(adopted.most).toBeLessThanOrEqual(Math.max(watched.most + 750, 2_000));
    },
  );

  it.each([0.2, 0.5, 0.9])(
    "is noticed soon where nothing tells when it began, killed at %f",
    async (killedAt) => {
      const { mean, most } = await latenesses(jobMs, killedAt, "does not know");
      expect(mean).toBeLessThan(1_000);
      expect(most).toBeLessThan(2_000);
    },
  );

  it.each([0.1, 0.2, 0.5, 0.9].flatMap((killedAt) => [-60_000, 60_000].map((ms) => [killedAt, ms] as const)))(
    "is noticed no later than by a fixed interval of ten seconds, killed at %f, where the cloud's clock is wrong by %i ms",
    async (killedAt, wrongByMs) => {
      expect((await latenesses(jobMs, killedAt, "knows", wrongByMs)).most).toBeLessThan(10_100);
    },
  );
});

/** The image of a killed run whose job nobody knows: lists show whether it is ready, and no percentage. */
async function blindLateness(jobMs: number, killedAt: number, knows: boolean, seed: number) {
  const clock = virtualClock(seed);
  const begunAt = clock.now();
  const endsAt = begunAt + jobMs;
  await clock.sleep(killedAt * jobMs);
  const isReady = () => clock.now() >= endsAt;
  const watcher = new Watcher<boolean>(async () => polled([["image", isReady()]]), clock);
  await watcher.wait<void>({
    key: "image",
    judge: (ready) =>
      ready ? { state: "done", result: undefined } : { state: "pending", step: "exporting" },
    isResumed: true,
    begunAt: knows ? begunAt : undefined,
    deadline: clock.now() + 600 * minute,
  });
  return clock.now() - endsAt;
}

describe.each([60_000, 180_000, 600_000])(
  "after a kill, the end of a job of %i ms that nobody knows",
  (jobMs) => {
    it.each([true, false])(
      "is noticed as late as any end without progress at most; begun at a known time: %s",
      async (knows) => {
        for (const killedAt of [0.2, 0.5, 0.9])
          for (const seed of seeds)
            expect(await blindLateness(jobMs + 137 * seed, killedAt, knows, seed)).toBeLessThan(10_100);
      },
    );
  },
);
