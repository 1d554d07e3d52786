import type { CallOptions } from "../http/call";
import { ThrottledError, UnavailableError } from "../http/errors";
import { type Looker, slowDown } from "./ask";

interface Waiting {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A look that the watcher does not plan: each of its requests waits for its turn, and one that is throttled slows everybody
 * down. Rejects where there is no time for a turn.
 */
export async function lookBeside<Seen>(
  on: Looker,
  { deadline, signal }: Waiting,
  look: (options: CallOptions) => Promise<Seen>,
): Promise<Seen> {
  try {
    return await look({ deadline, signal, turn: () => turnBeside(on, { deadline, signal }) });
  } catch (error) {
    if (error instanceof ThrottledError) slowDown(on, error);
    throw error;
  }
}

/** First come, first served; together with the watcher's requests never more than a cloud is asked at most. */
async function turnBeside({ clock, pace }: Looker, { deadline, signal }: Waiting): Promise<void> {
  const place = pace.queueUp();
  try {
    for (;;) {
      const now = clock.now();
      const at = pace.placeMs(now, place);
      if (at > deadline)
        throw new UnavailableError("no time left for more requests", { outcome: "not-sent" });
      if (at <= now) return pace.spendBeside(now);
      await clock.sleep(at - now, signal);
    }
  } finally {
    pace.leaveQueue(place);
  }
}
