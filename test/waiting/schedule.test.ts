import fc from "fast-check";
import { type History, nextDelay } from "../../provider/waiting/schedule";

const hour = 3_600_000;
const elapsed = fc.integer({ min: 0, max: 100 * hour });
const blind = (elapsedMs: number) => nextDelay({ elapsedMs, progress: [] });

/** Any percentages at any times, honest or not. */
const anyHistory: fc.Arbitrary<History> = fc.record({
  elapsedMs: elapsed,
  progress: fc.array(
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

describe("the time until the next look", () => {
  it("is between one second and three minutes, whatever the cloud tells", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const delay = nextDelay(history);
        expect(delay).toBeGreaterThanOrEqual(1000);
        expect(delay).toBeLessThanOrEqual(6 * 28_000);
      }),
      { numRuns: 2000 },
    );
  });

  it("is never more than six times what it would be without percentages: they may lie", () => {
    fc.assert(
      fc.property(anyHistory, (history) =>
        expect(nextDelay(history)).toBeLessThanOrEqual(6 * blind(history.elapsedMs)),
      ),
    );
  });

  it("starts with two seconds, and grows with the wait: ten seconds for minutes, twenty-eight for hours", () => {
    expect(blind(0)).toBe(2000);
    expect(blind(10_000)).toBeCloseTo(2300);
    expect(blind(60_000)).toBe(10_000);
    expect(blind(20 * 60_000)).toBe(10_000);
    expect(blind(10 * hour)).toBe(28_000);
  });

  it("never shrinks as a wait without percentages goes on", () => {
    const later = elapsed.filter((ms) => ms >= 2000);
    fc.assert(
      fc.property(later, later, (a, b) =>
        expect(blind(Math.min(a, b))).toBeLessThanOrEqual(blind(Math.max(a, b))),
      ),
    );
  });

  it("shrinks as the end comes nearer by the percentages", () => {
    const at = (percent: number) => {
      const atMs = percent * 6000; // ten minutes in all
      return nextDelay({ elapsedMs: atMs, progress: [{ atMs, percent }] });
    };
    const delays = [40, 60, 80, 90, 95, 98].map(at);
    expect(delays).toEqual([...delays].sort((a, b) => b - a));
    expect(delays.at(-1)).toBeLessThan(8000);
  });

  it.each([
    ["nothing done yet", [{ atMs: 5000, percent: 0 }]],
    ["as good as done, for long", [{ atMs: 5000, percent: 99 }]],
    ["more than all", [{ atMs: 5000, percent: 240 }]],
    ["less than nothing", [{ atMs: 5000, percent: -3 }]],
    ["all of it in no time", [{ atMs: 0, percent: 50 }]],
    ["what should long have ended", [{ atMs: 5000, percent: 90 }]],
  ])("is that of a wait without percentages when they say: %s", (_, progress) => {
    expect(nextDelay({ elapsedMs: 100_000, progress })).toBe(blind(100_000));
  });

  it("counts a percentage that stands still from when it was first reached", () => {
    const moving = nextDelay({ elapsedMs: 200_000, progress: [{ atMs: 200_000, percent: 50 }] });
    const stalled = nextDelay({
      elapsedMs: 200_000,
      progress: [
        { atMs: 100_000, percent: 50 },
        { atMs: 200_000, percent: 50 },
      ],
    });
    expect(moving).toBe(60_000);
    expect(stalled).toBe(blind(200_000));
  });
});

describe("a wait of ten minutes by the schedule", () => {
  /** Looks until `endMs`: how many, and how long after the end the last one came. */
  function wait(endMs: number, percentAt?: (ms: number) => number) {
    const progress: { atMs: number; percent: number }[] = [];
    let now = 0;
    let looks = 0;
    while (now < endMs) {
      now += nextDelay({ elapsedMs: now, progress });
      looks += 1;
      if (percentAt !== undefined) progress.push({ atMs: now, percent: percentAt(now) });
    }
    return { looks, lagMs: now - endMs };
  }

  it("with honest percentages ends within three seconds, by thirty-two looks at most", () => {
    const { looks, lagMs } = wait(600_000, (ms) => Math.min(100, (ms / 600_000) * 100));
    expect(looks).toBeLessThanOrEqual(32);
    expect(lagMs).toBeLessThanOrEqual(3000);
  });

  it("without any ends within ten seconds", () => {
    expect(wait(600_000).lagMs).toBeLessThanOrEqual(10_000);
  });
});
