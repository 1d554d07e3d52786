import { clockTime, showProgress } from "../../provider/polling/progress";
import type { Progress } from "../../provider/polling/watch";

/** What a run of polls shows: each text, marked ">" when it stays as a line. */
function shown(polls: Progress[]): string[] {
  const texts: string[] = [];
  const show = showProgress({ status: (text) => texts.push(text), line: (text) => texts.push(`> ${text}`) });
  polls.forEach(show);
  return texts;
}

const saving = (elapsedMs: number, percent?: number): Progress => ({ elapsedMs, percent, step: "saving" });

describe("progress", () => {
  it("is the percentage first, the step, the time", () => {
    expect(shown([saving(48_000, 3.7), saving(54_000)])).toEqual(["3 % saving, 48 s", "saving, 54 s"]);
  });

  it("is the time left where an end can be expected", () => {
    expect(shown([{ ...saving(20_000, 25), leftMs: 61_000 }])).toEqual(["> 25 % saving, 61 s left"]);
  });

  it("shows a new step at once, and the same one anew every five seconds at most", () => {
    const polls = [1000, 2000, 4000, 6500, 7000].map((ms) => saving(ms));
    expect(shown([...polls, { elapsedMs: 7500, step: "queued" }])).toEqual([
      "saving, 1 s",
      "saving, 7 s",
      "queued, 8 s",
    ]);
  });

  it("leaves a line a minute", () => {
    const polls = Array.from({ length: 30 }, (_, i) => saving((i + 1) * 10_000));
    const lines = shown(polls).filter((text) => text.startsWith(">"));
    expect(lines).toEqual([
      "> saving, 60 s",
      "> saving, 2 min",
      "> saving, 3 min",
      "> saving, 4 min",
      "> saving, 5 min",
    ]);
  });

  it("leaves a line every ten percent, however fast", () => {
    const polls = Array.from({ length: 50 }, (_, i) => saving(i * 100, i * 2));
    const lines = shown(polls).filter((text) => text.startsWith(">"));
    expect(lines.map((line) => line.slice(2, 6))).toEqual([
      "10 %",
      "20 %",
      "30 %",
      "40 %",
      "50 %",
      "60 %",
      "70 %",
      "80 %",
      "90 %",
    ]);
  });

  it("reports nothing twice", () => {
    expect(shown([saving(6_000_000), saving(6_010_000), saving(6_020_000), saving(6_060_000)])).toEqual([
      "> saving, 1 h 40 min",
      "> saving, 1 h 41 min",
    ]);
  });

  it("shows what keeps it from polling", () => {
    expect(shown([{ elapsedMs: 4000, step: "cannot look: nothing listens there" }])).toEqual([
      "cannot look: nothing listens there, 4 s",
    ]);
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
