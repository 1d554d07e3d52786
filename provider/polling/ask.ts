import type { Clock } from "../http/clock";
import { CloudError, ThrottledError, UnavailableError } from "../http/errors";
import type { Entry, Judged } from "./entry";
import { LONGEST_PAUSE_MS, type Pace } from "./pace";
import type { LookOptions } from "./watch";

/** A look that needs more is no news: the schedule looks again anyway. */
const LOOK_PATIENCE_MS = 10_000;
/** Where a cloud refuses without saying for how long. */
const SHORTEST_PAUSE_MS = 5_000;

/** Who looks, and how fast that may be done. */
export interface Looker {
  readonly clock: Clock;
  readonly pace: Pace;
}

/** What an answer says of each of those that it serves, or why it says nothing of this one. */
export type Answer<Seen> = (entry: Entry<Seen>) => Judged | CloudError;

/**
 * One look, from its first request until all that it serves have been told. One that fails, as a whole or for
 * some of them, is no news to those and never ends a wait; a throttled one slows everybody down.
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
    const failures = new Set<CloudError>();
    for (const entry of entries)
      guard(entry, () => {
        const told = answer(entry);
        if (!(told instanceof CloudError)) return entry.judged(told);
        if (!failures.has(told)) obey(looker, told, entries);
        failures.add(told);
        entry.noNews(told);
      });
  } catch (error) {
    obey(looker, error, entries);
    for (const entry of entries) guard(entry, () => entry.noNews(error));
  } finally {
    for (const entry of entries) entry.look = undefined;
  }
}

function obey<Seen>(looker: Looker, error: unknown, entries: readonly Entry<Seen>[]): void {
  if (error instanceof ThrottledError) slowDown(looker, error, Math.min(...entries.map(({ gap }) => gap)));
}

function optionsOf<Seen>(
  { clock, pace }: Looker,
  entries: readonly Entry<Seen>[],
  signal: AbortSignal,
): LookOptions {
  const deadlines = entries.map(({ watch }) => watch.deadline);
  const [first, last] = [Math.min(...deadlines), Math.max(...deadlines)];
  let paid = true; // the first request: a look begins when it may be sent
  const leaving = new Set(entries.flatMap(({ watch }) => (watch.untilGone && watch.key) || []));
  return { deadline: Math.min(clock.now() + LOOK_PATIENCE_MS, first), signal, turn, leaving };

  /** Further pages of a list and second attempts are requests like all others. Who has no time for them is not kept. */
  async function turn(): Promise<void> {
    for (; !paid; ) {
      const now = clock.now();
      const noTime = new UnavailableError("no time left for more requests", { outcome: "not-sent" });
      for (const entry of entries) if (entry.watch.deadline <= now) guard(entry, () => entry.noNews(noTime));
      const at = pace.nextMs(now, { shared: false });
      if (at > last) throw noTime;
      if (at > now) await clock.sleep(Math.min(at, ...deadlines.filter((time) => time > now)) - now, signal);
      else {
        pace.spend(now);
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

/** Slows everybody down who looks at this cloud. `usualMs`: how long the one that was hit waits anyway. */
export function slowDown({ clock, pace }: Looker, { retryAfterMs }: ThrottledError, usualMs = 0): void {
  const asked = retryAfterMs ?? Math.max(SHORTEST_PAUSE_MS, usualMs);
  pace.pause(clock.now() + Math.min(asked, LONGEST_PAUSE_MS));
}
