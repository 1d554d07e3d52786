import type { Clock } from "../http/clock";
import { ThrottledError, UnavailableError } from "../http/errors";
import type { Entry } from "./entry";
import type { Pace } from "./pace";
import type { LookOptions, SharedVerdict } from "./watch";

/** A look that needs more is no news: the schedule looks again anyway. */
const LOOK_PATIENCE_MS = 10_000;
/** What a cloud may ask for by Retry-After; and where it only refuses. */
const LONGEST_PAUSE_MS = 60_000;
const SHORTEST_PAUSE_MS = 5_000;

/** Who looks, and how fast that may be done. */
export interface Looker {
  readonly clock: Clock;
  readonly pace: Pace;
}

/** What an answer says of each of those that it serves. */
export type Answer<Seen> = (entry: Entry<Seen>) => Judged;

export interface Judged {
  readonly verdict: SharedVerdict<unknown>;
  readonly shown: boolean;
}

/**
 * One look, from its first request until all that it serves have been told. One that fails is no news and never ends a
 * wait; a throttled one slows everybody down.
 */
export async function ask<Seen>(
  looker: Looker,
  entries: readonly Entry<Seen>[],
  send: (options: LookOptions) => Promise<Answer<Seen>>,
): Promise<void> {
  const look = new AbortController();
  for (const entry of entries) entry.look = look;
  try {
    const answer = await send(optionsOf(looker, entries, look.signal));
    for (const entry of entries)
      guard(entry, () => {
        const { verdict, shown } = answer(entry);
        entry.judged(verdict, shown);
      });
  } catch (error) {
    if (error instanceof ThrottledError) pause(looker, error, entries);
    for (const entry of entries) guard(entry, () => entry.noNews(error));
  } finally {
    for (const entry of entries) entry.look = undefined;
  }
}

function optionsOf<Seen>(
  { clock, pace }: Looker,
  entries: readonly Entry<Seen>[],
  signal: AbortSignal,
): LookOptions {
  const end = Math.min(...entries.map(({ watch }) => watch.deadline));
  let paid = true; // the first request: a look begins when it may be sent
  return { deadline: Math.min(clock.now() + LOOK_PATIENCE_MS, end), signal, turn };

  /** Further pages of a list and second attempts are requests like all others. */
  async function turn(): Promise<void> {
    for (; !paid; ) {
      const at = pace.nextMs(clock.now(), { shared: false });
      if (at > end) throw new UnavailableError("no time left for more requests", { outcome: "not-sent" });
      if (at > clock.now()) await clock.sleep(at - clock.now(), signal);
      else {
        pace.spend(clock.now());
        return;
      }
    }
    paid = false;
  }
}

/** A bug in what one image brings along ends its own wait, and no other. */
function guard<Seen>(entry: Entry<Seen>, step: () => void): void {
  if (entry.ended) return; // while the look was on its way
  try {
    step();
  } catch (error) {
    entry.fail(error);
  }
}

function pause<Seen>(
  { clock, pace }: Looker,
  { retryAfterMs = SHORTEST_PAUSE_MS }: ThrottledError,
  entries: readonly Entry<Seen>[],
): void {
  const longest = Math.max(retryAfterMs, ...entries.map(({ gap }) => gap));
  pace.pause(clock.now() + Math.min(longest, LONGEST_PAUSE_MS));
}
