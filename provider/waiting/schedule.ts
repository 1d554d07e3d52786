/** What has been seen of one image so far. All times are milliseconds since its wait began. */
export interface History {
  readonly elapsedMs: number;
  /** Looks that brought a percentage, oldest first. */
  readonly progress: readonly { readonly atMs: number; readonly percent: number }[];
}

/** The first look comes soon: it finds out early that an image failed at once, or was already there. */
const FIRST_MS = 2_000;
/** Without progress the gap grows with the time already waited, up to the fixed interval of everybody else… */
const GROWTH = 0.23;
const BLIND_MS = 10_000;
/** …and beyond it only for images that take hours. */
const LONGEST_MS = 28_000;
const SHORTEST_MS = 1_000;

/**
 * Milliseconds until the next look at an image. Pure; jitter and the deadline are the watcher's.
 *
 * With a percentage: 60 % of the time that seems to be left, so that looks crowd towards the end. Never
 * further than six blind gaps, because a percentage may lie.
 */
export function nextDelay(history: History): number {
  const blind = blindDelay(history.elapsedMs);
  const left = remainingMs(history);
  if (left === undefined) return blind;
  return clamp(0.6 * left, SHORTEST_MS, 6 * blind);
}

function blindDelay(elapsedMs: number): number {
  if (elapsedMs < FIRST_MS) return FIRST_MS;
  const longest = clamp(elapsedMs / 120, BLIND_MS, LONGEST_MS);
  return clamp(GROWTH * elapsedMs, SHORTEST_MS, longest);
}

/** Time left by the speed so far; undefined where no progress, or no further progress, is known. */
function remainingMs({ elapsedMs, progress }: History): number | undefined {
  const last = progress.at(-1);
  if (last === undefined || last.percent <= 0 || last.percent >= 100) return undefined;
  const reached = progress.find((look) => look.percent >= last.percent) ?? last;
  const speed = last.percent / reached.atMs;
  const left = (100 - last.percent) / speed - (elapsedMs - reached.atMs);
  return left > 0 ? left : undefined;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
