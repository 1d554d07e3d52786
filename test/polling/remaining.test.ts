import { remainingMs } from "../../provider/polling/remaining";

const even = (atMs: readonly number[], wholeMs: number, from = 0) =>
  atMs.map((at) => ({ atMs: at, percent: from + (100 * at) / wholeMs }));
const told = { similarMs: [], fromStart: true } as const;
const MINUTE = 60_000;

describe("the time left is told", () => {
  it("of percentages that rise evenly", () => {
    const readings = even([31_000, 63_000, 92_000, 120_000], 10 * MINUTE);
    const left = remainingMs({ ...told, elapsedMs: 120_000, readings });
    expect(left).toBeCloseTo(8 * MINUTE, -4);
  });

  it("of an image that an earlier run has begun, from its newest percentages alone", () => {
    const readings = even([5_000, 30_000, 60_000, 90_000, 120_000], 10 * MINUTE, 60);
    const left = remainingMs({ ...told, fromStart: false, elapsedMs: 120_000, readings });
    expect(left).toBeCloseTo(2 * MINUTE, -4);
  });

  it("where similar ones of this run took similar times", () => {
    const similarMs = [300_000, 310_000, 305_000];
    expect(remainingMs({ ...told, elapsedMs: MINUTE, readings: [], similarMs })).toBe(245_000);
  });
});

describe("no time left is told", () => {
  it.each([
    ["before three percentages", even([30_000, 60_000], 10 * MINUTE), 60_000],
    ["before a few percent", even([5_000, 10_000, 15_000], 60 * MINUTE), 15_000],
    ["while nothing has begun", [5, 10, 15].map((s) => ({ atMs: s * 1000, percent: 0 })), 15_000],
    ["when the end has passed", even([30_000, 60_000, 90_000], 100_000), 105_000],
    [
      "of percentages that stand still",
      [...even([30_000, 60_000, 90_000], 3 * MINUTE), { atMs: 170_000, percent: 50 }],
      170_000,
    ],
    [
      "of percentages that race ahead",
      [60, 80, 85, 87].map((percent, i) => ({ atMs: (i + 1) * 40_000, percent })),
      160_000,
    ],
  ])("%s", (_, readings, elapsedMs) => {
    expect(remainingMs({ ...told, elapsedMs, readings })).toBeUndefined();
  });

  it("of a resumed image from its first percentages, which say nothing of its speed", () => {
    const readings = even([2_000, 5_000, 9_000], 10 * MINUTE, 60);
    expect(remainingMs({ ...told, fromStart: false, elapsedMs: 9_000, readings })).toBeUndefined();
  });

  it("where similar ones took very different times", () => {
    const similarMs = [60_000, 300_000, 900_000];
    expect(remainingMs({ ...told, elapsedMs: 30_000, readings: [], similarMs })).toBeUndefined();
  });
});
