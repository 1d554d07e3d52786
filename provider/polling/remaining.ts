import { type Expectation, expectedByPercent, expectedBySimilar } from "./expectation";
import { fitFreely, type Reading } from "./lineFit";

/** What a wait knows of its end. Times are milliseconds since it began. */
export interface Known {
  readonly elapsedMs: number;
  readonly readings: readonly Reading[];
  /** What similar images took in this run. */
  readonly similarMs: readonly number[];
  /** The wait began with the making: else the percentages tell nothing of the time before. */
  readonly fromStart: boolean;
}

/** Fewer readings, or closer ones, make a line of chance. */
const LEAST_READINGS = 3;
const LEAST_READINGS_OF_RESUMED = 5;
const LEAST_RISE = 5;
const NEWEST_READINGS = 10;
/** A time is told whose standard deviation is no more than this share of it, or than so much. */
const GOOD_SHARE = 0.2;
const GOOD_MS = 15_000;

/**
 * How long it will take yet, where that can be told well: people plan by it, so that one that is wrong is worse than none. The
 * schedule of polls uses expectations that are worse.
 */
export function remainingMs(known: Known): number | undefined {
  const expected = expectation(known);
  if (expected === undefined) return undefined;
  const leftMs = expected.endMs - known.elapsedMs;
  const isGood = leftMs > 0 && expected.errorMs <= Math.max(GOOD_SHARE * leftMs, GOOD_MS);
  return isGood ? leftMs : undefined;
}

function expectation({
  readings,
  similarMs,
  fromStart,
}: Known): Pick<Expectation, "endMs" | "errorMs"> | undefined {
  const told = readings.filter(({ percent }) => percent > 0);
  if (told.length === 0) return readings.length === 0 ? expectedBySimilar(similarMs) : undefined;
  const [first = { percent: 0 }] = told;
  const rise = (told.at(-1)?.percent ?? 0) - (fromStart ? 0 : first.percent);
  if (rise < LEAST_RISE) return undefined;
  if (!fromStart)
    return told.length < LEAST_READINGS_OF_RESUMED ? undefined : fitFreely(told.slice(-NEWEST_READINGS));
  const expected = told.length < LEAST_READINGS ? undefined : expectedByPercent(readings);
  return expected?.steady ? expected : undefined;
}
