import { type Crossing, fitFreely, fitFromStart, LEAST_ERROR, type Reading } from "./lineFit";

/** When the end is expected, in milliseconds since the wait began. */
export interface Expectation {
  /** The most likely end, and the times between which it is expected. */
  readonly endMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** One standard deviation of the end. */
  readonly errorMs: number;
  /** Before this time an end is not reckoned with. */
  readonly notBeforeMs: number;
  /** False where the percentages do not rise evenly: then they are not to be relied on. */
  readonly steady: boolean;
}

/** Less is as good as nothing. */
const LEAST_PERCENT = 0.1;
/**
 * Polls are close from so many standard errors before the expected end until so many after (docs/waiting.md#the-numbers, rows
 * "honest", "±8 % noise").
 */
const WINDOW = 1.8;
/**
 * That a job ends before it has reported this share is not reckoned with (docs/waiting.md#the-numbers, rows "ends at 40–90
 * %").
 */
const EARLIEST_SHARE = 0.43;
/**
 * Nor that the first percentages, which are coarse, tell more than about so many times the time that has passed
 * (docs/waiting.md#the-numbers, row "10 % steps").
 */
const REACH = 6;
/** Readings that count: more tell nothing new. */
const MOST_READINGS = 50;
/**
 * How many readings make the line through the newest, and how many that line needs (docs/waiting.md#the-numbers, row
 * "S-curve").
 */
const NEWEST_READINGS = 10;
export const LEAST_READINGS = 4;
/** Two ends this many standard errors apart are not the same (docs/waiting.md#the-numbers, rows "S-curve", "races to 99 %"). */
const DISAGREE = 1.9;
/**
 * Percentages that do not rise while this share of the duration passes, or the time waited grows so much, stand still
 * (docs/waiting.md#the-numbers, rows "sticks at 95 %", "goes back").
 */
const STANDS_STILL = 0.05;
const GROWN = 4;
/**
 * Multiples of this alone are steps, be it only one; and how many steps make an even rise (docs/waiting.md#the-numbers, rows of
 * steps).
 */
const COARSE = 5;
const LEAST_RISES = 3;

/** What the percentages tell of the end. */
export function expectedByPercent(progress: readonly Reading[]): Expectation | undefined {
  const told = progress.slice(-MOST_READINGS).filter(({ percent }) => percent < 100);
  const readings = told.filter(({ atMs, percent }) => atMs > 0 && percent >= LEAST_PERCENT);
  if (readings.length === 0) return undefined;
  const lines = expectedByLines(readings, told);
  const isCoarse = readings.every(({ percent }) => percent % COARSE === 0);
  return isCoarse ? (expectedBySteps(told) ?? { ...lines, steady: false }) : lines;
}

/**
 * Two straight lines through the readings: from the start through all, and through the newest alone. Where both point
 * to the same end, the first, which knows more, is believed; else progress is not even, and the second is the better guess.
 */
function expectedByLines(readings: readonly Reading[], progress: readonly Reading[]): Expectation {
  const lastMs = readings.at(-1)?.atMs ?? 0;
  const whole = around(fitFromStart(readings), lastMs, true);
  if (standsStill(progress.slice(-NEWEST_READINGS), whole.endMs)) return { ...whole, steady: false };
  if (readings.length < LEAST_READINGS) return whole;
  const newest = fitFreely(readings.slice(-NEWEST_READINGS));
  if (newest === undefined) return { ...whole, steady: false };
  const agree = Math.abs(newest.endMs - whole.endMs) <= DISAGREE * newest.errorMs;
  return agree ? whole : around(newest, lastMs, false);
}

/**
 * How many earlier durations tell anything (docs/waiting.md#the-numbers, the row of five earlier ones).
 */
const LEAST_DURATIONS = 3;
const OUTSIDE = 2;
/** Standard deviation of what lies evenly between two ends, as a share of their distance: 1 / √12. */
const SPREAD = 0.32;
/** Of the shortest, before which an end is not reckoned with. */
const EARLIEST_SIMILAR_SHARE = 0.9;

/**
 * Without percentages: between the shortest and the longest of what similar images took in this run. Of n earlier ones
 * the next lies outside of all with a chance of 2 in n + 1: so polls begin a little before, and end a little after.
 */
export function expectedBySimilar(durationsMs: readonly number[]): Expectation | undefined {
  const count = durationsMs.length;
  if (count < LEAST_DURATIONS) return undefined;
  const [shortest, longest] = [Math.min(...durationsMs), Math.max(...durationsMs)];
  const rangeMs = Math.max(longest - shortest, 0.04 * longest);
  const outsideMs = (rangeMs * OUTSIDE) / (count + 1);
  return {
    endMs: (shortest + longest) / 2,
    fromMs: shortest - outsideMs,
    toMs: longest + outsideMs,
    errorMs: rangeMs * SPREAD,
    notBeforeMs: EARLIEST_SIMILAR_SHARE * shortest,
    steady: true,
  };
}

/**
 * A cloud that tells progress in steps says nothing between them. Each rise bounds the end from both sides: what is told now
 * had not been reached at the poll before. Undefined where the bounds contradict each other.
 */
function expectedBySteps(progress: readonly Reading[]): Expectation | undefined {
  let [fromMs, toMs, rises] = [0, Number.POSITIVE_INFINITY, 0];
  let before: Reading = { atMs: 0, percent: 0 };
  for (const reading of progress) {
    if (reading.percent < before.percent) return undefined;
    if (reading.percent > before.percent) {
      fromMs = Math.max(fromMs, (100 * before.atMs) / reading.percent);
      toMs = Math.min(toMs, (100 * reading.atMs) / reading.percent);
      rises += 1;
    }
    before = reading;
  }
  if (fromMs > toMs) return undefined;
  const endMs = (fromMs + toMs) / 2;
  const errorMs = Math.hypot(SPREAD * (toMs - fromMs), LEAST_ERROR * endMs);
  return around({ endMs, errorMs }, before.atMs, rises >= LEAST_RISES);
}

function standsStill(readings: readonly Reading[], endMs: number): boolean {
  return readings.some((early, at) =>
    readings.slice(at + 1).some((late) => {
      const long = late.atMs - early.atMs > STANDS_STILL * endMs || late.atMs > GROWN * early.atMs;
      return late.percent <= early.percent && long;
    }),
  );
}

function around({ endMs, errorMs }: Crossing, lastMs: number, steady: boolean): Expectation {
  return {
    endMs,
    fromMs: endMs - WINDOW * errorMs,
    toMs: endMs + WINDOW * errorMs,
    errorMs,
    notBeforeMs: Math.min(EARLIEST_SHARE * endMs, REACH * lastMs),
    steady,
  };
}
