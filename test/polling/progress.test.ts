import { clockTime, showProgress } from "../../provider/polling/progress";
import { steps } from "../../provider/polling/steps";
import type { Progress } from "../../provider/polling/watch";

/** What a run of polls shows: the statuses of a terminal, and the entries of a log. */
function shown(polls: readonly Progress[]): { readonly statuses: string[]; readonly entries: string[] } {
  const [statuses, entries]: [string[], string[]] = [[], []];
  const show = showProgress({
    status: (text) => statuses.push(text),
    entry: (text) => entries.push(text),
  });
  polls.forEach(show);
  return { statuses, entries };
}

const MINUTE = 60_000;
const exporting = (elapsedMs: number, percent?: number, more: Partial<Progress> = {}): Progress => ({
  elapsedMs,
  percent,
  step: steps.exporting,
  ...more,
});
/** One poll each ten seconds, of a job that takes so long. */
const polls = (ofMs: number, percent = true) =>
  Array.from({ length: Math.floor(ofMs / 10_000) }, (_, i) => (i + 1) * 10_000).map((at) =>
    exporting(at, percent ? (100 * at) / ofMs : undefined),
  );

describe("a status, whose column may end anywhere", () => {
  it("begins with the percentage and the time left", () => {
    const [status] = shown([exporting(20_000, 40.7, { leftMs: 2 * MINUTE })]).statuses;
    expect(status).toBe("40% ~2 min, exporting");
    expect(status?.slice(0, 10)).toBe("40% ~2 min"); // what a terminal of 80 columns has room for
  });

  it("is the step alone while nothing else is known", () => {
    expect(shown([exporting(3000), exporting(9000, 0)]).statuses).toEqual(["exporting"]);
  });

  it("has no clock: the engine's own runs beside it, and nothing stands still", () => {
    expect(shown(polls(20 * MINUTE, false)).statuses).toEqual(["exporting"]);
  });

  it.each([
    [20_000, "<1 min"],
    [70_000, "~1 min"],
    [7.4 * MINUTE, "~7 min"],
    [27 * MINUTE, "~25 min"],
    [100 * MINUTE, "~1.5 h"],
    [125 * MINUTE, "~2 h"],
  ])("of %i ms left says %s", (leftMs, words) => {
    expect(shown([exporting(20_000, undefined, { leftMs })]).statuses).toEqual([`${words}, exporting`]);
  });

  it("does not go back and forth with an end that is told a little differently each time", () => {
    const ends = [600, 640, 590, 655, 610, 570, 620].map((seconds) => seconds * 1000);
    const { statuses } = shown(
      ends.map((end, i) => exporting(60_000 + i * 5000, undefined, { leftMs: end - i * 5000 })),
    );
    expect(statuses).toEqual(["~10 min, exporting"]);
  });

  it("follows an end that has moved", () => {
    const moved = [5 * MINUTE, 9 * MINUTE].map((leftMs) => exporting(MINUTE, undefined, { leftMs }));
    expect(shown(moved).statuses).toEqual(["~5 min, exporting", "~9 min, exporting"]);
  });

  it("takes the time left away when it cannot be told any more", () => {
    const lost = [exporting(MINUTE, 40, { leftMs: MINUTE }), exporting(2 * MINUTE, 40)];
    expect(shown(lost).statuses).toEqual(["40% ~1 min, exporting", "40%, exporting"]);
  });

  it("is sent when it has changed", () => {
    expect(shown([exporting(1000, 3), exporting(2000, 3), exporting(3000, 4)]).statuses).toEqual([
      "3%, exporting",
      "4%, exporting",
    ]);
  });
});

describe("the entries of a log", () => {
  it("come every two minutes where ten percent pass faster", () => {
    expect(shown(polls(5 * MINUTE)).entries).toEqual(["exporting 40%", "exporting 80%"]);
  });

  it("come every ten percent where these take longer, of however many hours", () => {
    const { entries } = shown(polls(5 * 60 * MINUTE));
    expect(entries.length).toBeLessThanOrEqual(20);
    expect(entries.filter((entry) => / [1-9]0%$/.test(entry))).toHaveLength(9);
  });

  it("come less and less often where no percentages are told", () => {
    const times = polls(3 * 60 * MINUTE, false).map((poll, i) => ({ ...poll, step: `step ${i}` }));
    const minutes = shown(times).entries.map((entry) => (Number(entry.slice(5)) + 1) / 6);
    expect(minutes.slice(0, 5)).toEqual([2, 4, 6, 8, 10.666666666666666]);
    expect(minutes.at(-1)).toBeGreaterThan(170);
    expect(minutes.length).toBeLessThan(30);
  });

  it("say nothing twice", () => {
    expect(shown(polls(60 * MINUTE, false)).entries).toEqual(["exporting"]);
  });

  it("say how much is left, and how old the image of an earlier run is", () => {
    const resumed = exporting(2 * MINUTE, 40, { leftMs: 2 * MINUTE, ageMs: 25 * MINUTE });
    expect(shown([resumed]).entries).toEqual(["exporting 40%, ~2 min left, begun 25 min ago"]);
  });

  it("tell that a percentage stands still", () => {
    const stuck = Array.from({ length: 40 }, (_, i) => exporting((i + 1) * MINUTE, 42));
    expect(shown(stuck).entries[0]).toBe("exporting 42%");
  });
});

it.each([
  [0, "0 s"],
  [499, "0 s"],
  [99_499, "99 s"],
  [100_000, "2 min"],
  [180_000, "3 min"],
  [99 * 60_000, "99 min"],
  [100 * 60_000, "1 h 40 min"],
  [7_500_000, "2 h 05 min"],
])("%i ms are %s", (ms, text) => {
  expect(clockTime(ms)).toBe(text);
});
