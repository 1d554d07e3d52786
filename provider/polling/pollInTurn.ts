import type { CallOptions } from "../http/call";
import { NoTimeLeftError } from "../http/errors";
import { PLACE_MS } from "./pace";
import type { Poller } from "./poll";

interface Limits {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

/** A poll that the watcher does not plan: each of its requests waits for its turn. Rejects where there is no time for one. */
export function pollInTurn<Seen>(
  poller: Poller,
  { deadline, signal }: Limits,
  poll: (options: CallOptions) => Promise<Seen>,
): Promise<Seen> {
  return poll({ deadline, signal, awaitTurn: () => awaitPlace(poller, { deadline, signal }) });
}

/** First come, first served; together with the watcher's requests never more than a cloud is asked at most. */
async function awaitPlace({ clock, pace }: Poller, { deadline, signal }: Limits): Promise<void> {
  const place = pace.queueUp();
  try {
    for (;;) {
      const now = clock.now();
      const at = pace.placeMs(now, place);
      if (at > deadline) throw new NoTimeLeftError();
      if (at <= now) return pace.spendPlace(now);
      await clock.sleep(Math.min(at - now, PLACE_MS), signal); // those before it may leave
    }
  } finally {
    pace.leaveQueue(place);
  }
}
