import type { Clock } from "../http/clock";
import { CloudError, NoTimeLeftError, ThrottledError } from "../http/errors";
import { LONGEST_PAUSE_MS, type Pace } from "./pace";
import type { Judgement, Wait } from "./wait";
import type { PollOptions } from "./watch";

/** A poll that needs more is no news: the schedule polls again anyway. */
const POLL_PATIENCE_MS = 10_000;
/** Where a cloud refuses without saying for how long. */
const SHORTEST_PAUSE_MS = 5_000;

/** Who polls, and how fast that may be done. */
export interface Poller {
  readonly clock: Clock;
  readonly pace: Pace;
}

/** What an answer says of each of those that it serves, or why it says nothing of this one. */
export type Judge<Seen> = (wait: Wait<Seen>) => Judgement | CloudError;

/** Whom a poll serves. */
export interface Served<Seen> {
  /** They hear whatever it brings, and are planned anew. */
  readonly waits: readonly Wait<Seen>[];
  /** Shown by the same answer, though not due: they hear only what cannot wait. */
  readonly riders?: readonly Wait<Seen>[];
}

/**
 * One poll, from its first request until all that it serves have been told. One that fails, as a whole or for
 * some of them, is no news to those and never ends a wait; a throttled one slows everybody down.
 */
export async function poll<Seen>(
  poller: Poller,
  { waits, riders = [] }: Served<Seen>,
  send: (options: PollOptions) => Promise<Judge<Seen>>,
): Promise<void> {
  const abort = new AbortController();
  for (const wait of waits) wait.inFlight = abort;
  try {
    const judge = await send(optionsOf(poller, { waits, riders }, abort.signal));
    const failures = new Set<CloudError>();
    for (const wait of [...waits, ...riders])
      guard(wait, () => {
        const isDue = wait.inFlight === abort;
        const judgement = judge(wait);
        if (!(judgement instanceof CloudError))
          return isDue ? wait.answered(judgement) : wait.shown(judgement);
        if (!failures.has(judgement)) obey(poller, judgement, waits);
        failures.add(judgement);
        if (isDue) wait.pollFailed(judgement);
      });
  } catch (error) {
    obey(poller, error, waits);
    for (const wait of waits) guard(wait, () => wait.pollFailed(error));
  } finally {
    for (const wait of waits) wait.inFlight = undefined;
    for (const rider of riders) rider.rode();
  }
}

function obey<Seen>(poller: Poller, error: unknown, waits: readonly Wait<Seen>[]): void {
  if (error instanceof ThrottledError) slowDown(poller, error, Math.min(...waits.map(({ gap }) => gap)));
}

function optionsOf<Seen>(
  { clock, pace }: Poller,
  { waits, riders = [] }: Served<Seen>,
  signal: AbortSignal,
): PollOptions {
  const deadlines = waits.map(({ watch }) => watch.deadline);
  const [first, last] = [Math.min(...deadlines), Math.max(...deadlines)];
  let paid = true; // the first request: a poll begins when it may be sent
  const leaving = new Set([...waits, ...riders].flatMap(({ watch }) => (watch.untilGone && watch.key) || []));
  return { deadline: Math.min(clock.now() + POLL_PATIENCE_MS, first), signal, awaitTurn, leaving };

  /** Further pages of a list and second attempts are requests like all others. Who has no time for them is not kept. */
  async function awaitTurn(): Promise<void> {
    for (; !paid; ) {
      const now = clock.now();
      const noTime = new NoTimeLeftError();
      for (const wait of waits) if (wait.watch.deadline <= now) guard(wait, () => wait.pollFailed(noTime));
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
function guard<Seen>(wait: Wait<Seen>, step: () => void): void {
  if (wait.ended) return; // while the poll was on its way
  try {
    step();
  } catch (error) {
    wait.fail(error);
  }
}

/** Slows everybody down who polls this cloud. `usualMs`: how long the one that was hit waits anyway. */
export function slowDown({ clock, pace }: Poller, { retryAfterMs }: ThrottledError, usualMs = 0): void {
  const pauseMs = retryAfterMs ?? Math.max(SHORTEST_PAUSE_MS, usualMs);
  pace.pause(clock.now() + Math.min(pauseMs, LONGEST_PAUSE_MS));
}
