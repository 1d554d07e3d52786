import fc from "fast-check";
import { durationMs } from "../../provider/resources/durationMs";

it.each([
  ["90s", 90_000],
  ["30m", 1_800_000],
  ["1h30m", 5_400_000],
  ["1.5h", 5_400_000],
  ["500ms", 500],
  ["1m500ms", 60_500],
  ["0s", 0],
])("%s is %i ms", (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

it.each(["", "30", "m", "30 m", "-5m", "1d", "30min", "1h-5m", "PT30M", "١٠s", "1..5h", "30m\n", " 30m"])(
  "%p is no duration",
  (text) => {
    expect(durationMs(text)).toBeUndefined();
  },
);

it("is a length of time or nothing, for any text", () => {
  const almost = fc.stringMatching(/^([0-9]{1,4}\.?[0-9]?(ms|s|m|h|d)?){0,5}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string(), almost), (text) => {
      const ms = durationMs(text);
      expect(ms === undefined || ms >= 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
