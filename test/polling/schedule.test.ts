import fc from "fast-check";
import { KEEP_ALIVE_MS } from "../../provider/http/proxies/dispatchers";
import { expectedByPercent } from "../../provider/polling/expectation";
import { type History, LONGEST_GAP_MS, nextDelay } from "../../provider/polling/schedule";

const hour = 3_600_000;
const elapsed = fc.integer({ min: 0, max: 100 * hour });
const blind = (elapsedMs: number) => nextDelay({ elapsedMs, readings: [] });

/** Any percentages at any times, honest or not. */
const anyHistory: fc.Arbitrary<History> = fc.record({
  elapsedMs: elapsed,
  readings: fc.array(
    fc.record({
      atMs: elapsed,
      percent: fc.oneof(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double(),
        fc.constantFrom(0, 99, 100, -1, 150),
      ),
    }),
    { maxLength: 8 },
  ),
});

describe("the time until the next poll", () => {
  it("is between 0.3 seconds and three minutes, whatever the cloud requires: connections are kept open for longer", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const delay = nextDelay(history);
        expect(delay).toBeGreaterThanOrEqual(300);
        expect(delay).toBeLessThanOrEqual(180_000);
      }),
      { numRuns: 2000 },
    );
    const [halfway, elapsedMs] = [{ atMs: 20 * hour, percent: 40 }, 20 * hour];
    expect(nextDelay({ elapsedMs, readings: [{ atMs: 10 * hour, percent: 20 }, halfway] })).toBe(180_000);
    expect(KEEP_ALIVE_MS).toBeGreaterThan(LONGEST_GAP_MS + 10_000);
  });

  it("follows the length of jumps towards an end that is far, and not near it", () => {
    const readings = [70, 110, 190, 230, 290].map((s) => ({ atMs: s * 1000, percent: s / 10 })); // of 1000 s
    const far = (jumpMs?: number) =>
      nextDelay({ elapsedMs: 500_000, readings }, { jumpMs: jumpMs ?? 21_500 });
    expect(far(40_000) / far(20_000)).toBeCloseTo(2, 0);
    expect(far()).toBe(nextDelay({ elapsedMs: 500_000, readings }));
    const near = (jumpMs: number) => nextDelay({ elapsedMs: 1_000_000, readings }, { jumpMs });
    expect(near(40_000)).toBe(near(20_000));
  });

  it("starts with five seconds, and grows with the wait: ten seconds for minutes, twenty-eight for hours", () => {
    expect(blind(0)).toBe(5000);
    expect(blind(5000)).toBe(2500);
    expect(blind(10_000)).toBe(5000);
    expect(blind(60_000)).toBe(9800);
    expect(blind(10 * hour)).toBe(28_000);
  });

  it("never shrinks as a wait without percentages goes on", () => {
    const later = elapsed.filter((ms) => ms >= 5000);
    fc.assert(
      fc.property(later, later, (a, b) =>
        expect(blind(Math.min(a, b))).toBeLessThanOrEqual(blind(Math.max(a, b))),
      ),
    );
  });

  it("is one jump, then even ones, then short as the end comes nearer by the percentages", () => {
    const at = (percent: number) => {
      const seen = [5, 25, 40, 50, 60, 70, 80, 85, 90, 95].filter((earlier) => earlier <= percent);
      const readings = [...seen, percent].map((one) => ({ atMs: one * 6000, percent: one })); // ten minutes in all
      return nextDelay({ elapsedMs: percent * 6000, readings });
    };
    expect(at(25)).toBeGreaterThan(60_000);
    for (const percent of [50, 60, 80, 90]) expect(at(percent)).toBeLessThanOrEqual(30_000);
    expect(at(99)).toBeLessThan(3000);
  });

  it.each([
    ["nothing done yet", [{ atMs: 5000, percent: 0 }]],
    ["less than nothing", [{ atMs: 5000, percent: -3 }]],
    ["more than all", [{ atMs: 5000, percent: 240 }]],
    ["all of it in no time", [{ atMs: 0, percent: 50 }]],
  ])("is that of a wait without percentages when they are: %s", (_, readings) => {
    expect(nextDelay({ elapsedMs: 100_000, readings })).toBe(blind(100_000));
  });

  it("is never longer than without percentages when they stand still, go back or rise unevenly", () => {
    const still = [60, 90, 120, 150].map((s) => ({ atMs: s * 1000, percent: 40 }));
    const back = [60, 90, 120, 150].map((s) => ({ atMs: s * 1000, percent: s < 120 ? s / 3 : s / 3 - 25 }));
    const race = [20, 40, 60, 80, 100, 120, 140, 160].map((s) => ({
      atMs: s * 1000,
      percent: s < 70 ? s : 66 + s / 20,
    }));
    for (const readings of [still, back, race]) {
      const elapsedMs = readings.at(-1)?.atMs ?? 0;
      expect(nextDelay({ elapsedMs, readings })).toBeLessThanOrEqual(blind(elapsedMs));
    }
  });

  it("takes a percentage in coarse steps for the middle of its step", () => {
    const progress = [60, 120, 180, 240].map((s) => ({
      atMs: s * 1000,
      percent: Math.floor(s / 60) * 10 - 10 + 10,
    }));
    const expected = expectedByPercent(progress);
    expect(expected?.endMs).toBeLessThan(600_000);
  });

  it("follows what similar images took, where there is no percentage", () => {
    const similarMs = [170_000, 190_000, 180_000];
    const next = (elapsedMs: number) => nextDelay({ elapsedMs, readings: [] }, { similarMs });
    expect(next(5000)).toBeGreaterThan(100_000);
    expect(next(180_000)).toBeLessThan(2500);
    expect(next(400_000)).toBe(blind(400_000));
    expect(nextDelay({ elapsedMs: 5000, readings: [] }, { similarMs: [170_000] })).toBe(blind(5000));
  });

  it("is what the cloud requires, a minute at most", () => {
    const asked = (hintMs: number) => nextDelay({ elapsedMs: 60_000, readings: [] }, { hintMs });
    expect(asked(1000)).toBe(blind(60_000));
    expect(asked(20_000)).toBe(20_000);
    expect(asked(86_400_000)).toBe(60_000);
  });

  it("ends shortly before the deadline", () => {
    expect(nextDelay({ elapsedMs: 60_000, readings: [] }, { leftMs: 3000 })).toBe(1000);
    expect(nextDelay({ elapsedMs: 60_000, readings: [] }, { leftMs: 100 })).toBe(0);
  });

  it("is shorter where one poll serves many", () => {
    expect(nextDelay({ elapsedMs: 60_000, readings: [] }, { sharedBy: 25 })).toBeCloseTo(9800 / 5);
  });
});

describe("a wait of ten minutes by the schedule", () => {
  /** Polls until `endMs`: how many, and how long after the end the last one came. */
  function wait(endMs: number, percentAt?: (ms: number) => number) {
    const readings: { atMs: number; percent: number }[] = [];
    let now = 0;
    let polls = 0;
    while (now < endMs) {
      now += nextDelay({ elapsedMs: now, readings });
      polls += 1;
      if (percentAt !== undefined) readings.push({ atMs: now, percent: percentAt(now) });
    }
    return { polls, lagMs: now - endMs };
  }

  it("with honest percentages ends within three seconds, by thirty-two polls at most", () => {
    const { polls, lagMs } = wait(600_000, (ms) => Math.min(100, (ms / 600_000) * 100));
    expect(polls).toBeLessThanOrEqual(32);
    expect(lagMs).toBeLessThanOrEqual(3000);
  });

  it("without any ends within ten seconds", () => {
    expect(wait(600_000).lagMs).toBeLessThanOrEqual(10_000);
  });
});
