import type { CallOptions } from "../http/call";
import { UnavailableError } from "../http/errors";
import type { Looker } from "./ask";
import { PLACE_MS } from "./pace";

interface Waiting {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

/** A look that the watcher does not plan: each of its requests waits for its turn. Rejects where there is no time for one. */
export function lookBeside<Seen>(
  on: Looker,
  { deadline, signal }: Waiting,
  look: (options: CallOptions) => Promise<Seen>,
): Promise<Seen> {
  return look({ deadline, signal, turn: () => turnBeside(on, { deadline, signal }) });
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
      await clock.sleep(Math.min(at - now, PLACE_MS), signal); // those before it may leave
    }
  } finally {
    pace.leaveQueue(place);
  }
}
