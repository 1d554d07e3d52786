import fc from "fast-check";
import { KEEP_ALIVE_MS } from "../../provider/http/proxies/dispatchers";
import { type History, LONGEST_GAP_MS, nextDelay } from "../../provider/polling/schedule";

const hour = 3_600_000;
/** Everybody else polls so often, whatever is told. */
const FIXED_MS = 10_000;
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
        fc.constantFrom(0, 10, 25, 40, 50, 99, 100, -1, 150),
      ),
    }),
    { maxLength: 8 },
  ),
});

/** How late goals are met by crowds and single images is tested by the bench (test/bench): here is what holds for each poll. */
describe("the time until the next poll", () => {
  it("is between 0.3 seconds and three minutes, whatever is told: connections are kept open for longer", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const delay = nextDelay(history);
        expect(delay).toBeGreaterThanOrEqual(300);
        expect(delay).toBeLessThanOrEqual(LONGEST_GAP_MS);
      }),
      { numRuns: 2000 },
    );
    expect(LONGEST_GAP_MS).toBeLessThanOrEqual(180_000);
    expect(KEEP_ALIVE_MS).toBeGreaterThan(LONGEST_GAP_MS + 10_000);
  });

  it("is no longer than everybody else's where nothing is told, for jobs of up to ten minutes and well beyond", () => {
    const minutes = fc.integer({ min: 0, max: 1_100_000 });
    fc.assert(fc.property(minutes, (ms) => expect(blind(ms)).toBeLessThan(FIXED_MS)));
    expect(blind(10 * hour)).toBeLessThanOrEqual(30_000);
  });

  it("never shrinks as a wait without percentages goes on", () => {
    const later = elapsed.filter((ms) => ms >= blind(0));
    fc.assert(
      fc.property(later, later, (a, b) =>
        expect(blind(Math.min(a, b))).toBeLessThanOrEqual(blind(Math.max(a, b))),
      ),
    );
  });

  it.each([
    ["nothing done yet", [{ atMs: 5000, percent: 0 }]],
    ["less than nothing", [{ atMs: 5000, percent: -3 }]],
    ["more than all", [{ atMs: 5000, percent: 240 }]],
    ["all of it in no time", [{ atMs: 0, percent: 50 }]],
  ])("is that of a wait without percentages when they are: %s", (_, readings) => {
    expect(nextDelay({ elapsedMs: 100_000, readings })).toBe(blind(100_000));
  });

  it("is no longer than everybody else's after the first steps of a coarse progress, whatever its steps may be", () => {
    const steps = fc.constantFrom(5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 90, 95);
    const at = fc.integer({ min: 1000, max: 600_000 });
    fc.assert(
      fc.property(at, steps, at, steps, (oneMs, one, otherMs, other) => {
        const [earlier, later] = oneMs < otherMs ? [oneMs, otherMs] : [otherMs, oneMs];
        const first = { atMs: earlier, percent: Math.min(one, other) };
        const second = { atMs: later, percent: Math.max(one, other) };
        expect(nextDelay({ elapsedMs: earlier, readings: [first] })).toBeLessThan(FIXED_MS);
        expect(nextDelay({ elapsedMs: later, readings: [first, second] })).toBeLessThan(FIXED_MS);
      }),
    );
  });

  it("is never longer than without percentages when they stand still, go back or rise unevenly", () => {
    const still = [60, 90, 120, 150].map((s) => ({ atMs: s * 1000, percent: 41 }));
    const back = [60, 90, 120, 150].map((s) => ({ atMs: s * 1000, percent: s < 120 ? s / 3 : s / 3 - 25 }));
    const race = [20, 40, 60, 80, 100, 120, 140, 160].map((s) => ({
      atMs: s * 1000,
      percent: s < 70 ? s : 66 + s / 20,
    }));
    const uneven = [10, 20, 30, 40].map((s) => ({ atMs: s * 1000, percent: s < 40 ? s : 90 }));
    for (const readings of [still, back, race, uneven]) {
      const elapsedMs = readings.at(-1)?.atMs ?? 0;
      expect(nextDelay({ elapsedMs, readings })).toBeLessThanOrEqual(blind(elapsedMs));
    }
  });

  it("jumps ahead where percentages rise evenly, in fine or in coarse steps, and is short near the end", () => {
    const honest = (percent: number) => percent;
    const coarse = (percent: number) => percent - (percent % 10);
    for (const told of [honest, coarse]) {
      const at = (percent: number) => {
        const polled = [4, 13, 27, 41, 48, 55, 62, 69, 76, 83, 89.5, 90.4].filter((one) => one <= percent);
        const readings = [...polled, percent].map((one) => ({ atMs: one * 6000, percent: told(one) }));
        return nextDelay({ elapsedMs: percent * 6000, readings }); // ten minutes in all
      };
      expect(at(58)).toBeGreaterThan(FIXED_MS);
      expect(at(58)).toBeLessThan(30_000); // it may end long before it says so
      expect(at(99.5)).toBeLessThan(5000);
    }
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
    const next = (sharedBy: number) => nextDelay({ elapsedMs: 60_000, readings: [] }, { sharedBy });
    expect(next(4)).toBeLessThan(next(1));
    expect(next(100)).toBeLessThan(next(4));
  });
});
