import { type Expectation, expectedByPercent, expectedBySimilar, LEAST_READINGS } from "./expectation";
import type { Reading } from "./lineFit";

/** What is known of one image so far. Times are milliseconds since its wait began. */
export interface History {
  readonly elapsedMs: number;
  /** Polls that brought a percentage, oldest first. */
  readonly readings: readonly Reading[];
}

export interface Options {
  /** What similar images took in this run. */
  readonly similarMs?: readonly number[];
  /** How many images one poll serves: each of them pays its share of a poll that nobody can time. Default 1. */
  readonly sharedBy?: number;
  /** How long the jumps towards an end are that is still far: one that comes early is noticed half of it late. Default 22 s. */
  readonly jumpMs?: number;
  /** When to poll first. Default 5 s. */
  readonly firstMs?: number | undefined;
  /** It was begun before this wait. When, another clock has told, or the percentages. Default false. */
  readonly isResumed?: boolean;
  /** What the cloud asked for (Retry-After). */
  readonly hintMs?: number | undefined;
  /** Time left until the deadline. */
  readonly leftMs?: number;
  /** In [0, 1): polls of several machines drift apart. */
  readonly random?: number;
}

/**
 * The first poll finds out early that an image failed at once; the second comes much later only where progress is told: rows of
 * docs/waiting.md#the-numbers, column of 60 s.
 */
const FIRST_MS = 5_000;
const GROWTH = 0.5;
/**
 * Nothing known: a little less than the fixed interval of everybody else, and more only for images that take hours
 * (docs/waiting.md#the-numbers, row "none"). Of many, none stays unseen for longer.
 */
export const BLIND_MS = 9_500;
const LONGEST_BLIND_MS = 28_000;
/**
 * Of many, each pays its share of a poll that nobody can time: the gap falls with their number, by almost its root. What lists
 * leave of the budget tells percentages (docs/waiting.md#the-numbers, images at once).
 */
const SHARED = 0.45;
/** Closer polls meet the pace (docs/waiting.md#shared-polls-and-pace). */
const SHORTEST_MS = 400;

/**
 * Around the expected end a poll is worth its price when it saves so much waiting: the gap is √(price · uncertainty),
 * see docs/waiting.md#how-polling-works. The price is paid in row "honest" of docs/waiting.md#the-numbers; what an overdue end
 * costs, in row "sticks at 95 %".
 */
const PRICE_MS = 630;
const OVERDUE = 6;

/**
 * Before it: even jumps of about this length, because a job may end long before it says so (docs/waiting.md#the-numbers, table
 * of jumps).
 */
const JUMP_MS = 22_000;
const JUMP_SHARE_EARLY = 0.3;
const JUMP_SHARE_LATE = 0.034;

/** No percentages are worth more than this; connections are kept open for longer (http/proxies/dispatchers.ts). */
export const LONGEST_GAP_MS = 180_000;

const LONGEST_HINT_MS = 60_000;
/** The last poll comes this long before the deadline, so that its answer, of some pages perhaps, still counts. */
export const LAST_POLL_MS = 2000;
/**
 * Polls of several machines drift apart; more would miss the window around an expected end
 * (docs/waiting.md#how-polling-works).
 */
const JITTER = 0.04;
const JITTER_MS = 200;

/**
 * Milliseconds until the next poll of an image. Pure.
 *
 * An end that can be expected is jumped to, by jumps that a wrong expectation cannot make dear; around it polls stand
 * close, the closer the surer it is; one that is overdue is less and less believed. Without an expectation, or where
 * the percentages are not even, the gap grows to the ten seconds of everybody else.
 */
export function nextDelay(history: History, options: Options = {}): number {
  const { hintMs = 0, leftMs = Number.POSITIVE_INFINITY, random = 0 } = options;
  const expectedGap = gap(history, options);
  const own = expectedGap - random * Math.min(JITTER_MS, JITTER * expectedGap);
  const delay = Math.max(own, Math.min(hintMs, LONGEST_HINT_MS));
  return Math.max(0, Math.min(delay, leftMs - LAST_POLL_MS));
}

function gap(history: History, options: Options): number {
  const { similarMs = [], sharedBy = 1, firstMs = FIRST_MS, jumpMs = JUMP_MS, isResumed = false } = options;
  const { elapsedMs, readings } = history;
  if (elapsedMs < firstMs) return firstMs;
  const blind = blindGap(history) / sharedBy ** SHARED;
  const expected = expectedByPercent(readings) ?? expectedBySimilar(similarMs);
  if (expected === undefined) return blind;
  const near = clamp(nearGap(elapsedMs, expected), SHORTEST_MS, blind);
  const toWindow = expected.fromMs - elapsedMs;
  if (toWindow <= near) return near;
  const isUnproven = isResumed && readings.length < LEAST_READINGS; // the other clock may be wrong
  if (isUnproven) return Math.min(toWindow, blind);
  return expected.steady
    ? Math.max(near, jump(elapsedMs, toWindow, expected, jumpMs))
    : clamp(0.6 * toWindow, near, blind);
}

/** In doubt, growing with the wait; where a percentage is told that is still zero, the start is slow for sure. */
function blindGap({ elapsedMs, readings }: History): number {
  const growth = readings.length > 0 ? 2 : GROWTH;
  return Math.min(growth * elapsedMs, clamp(elapsedMs / 120, BLIND_MS, LONGEST_BLIND_MS));
}

function nearGap(elapsedMs: number, { toMs, errorMs }: Expectation): number {
  const overdueMs = Math.max(0, elapsedMs - toMs);
  return Math.sqrt(PRICE_MS * (errorMs + OVERDUE * overdueMs));
}

function jump(elapsedMs: number, toWindow: number, { notBeforeMs }: Expectation, jumpMs: number): number {
  const length = Math.max(
    Math.min(jumpMs, JUMP_SHARE_EARLY * elapsedMs),
    BLIND_MS,
    JUMP_SHARE_LATE * elapsedMs,
  );
  const even = toWindow / Math.max(1, Math.round(toWindow / length));
  const early = Math.min(notBeforeMs - elapsedMs, toWindow);
  return Math.min(Math.max(even, early), LONGEST_GAP_MS);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
