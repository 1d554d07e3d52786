import type { Clock } from "../../provider/http/clock";
import { randomFrom } from "../random";

interface Sleeper {
  readonly due: number;
  wake(): void;
}

/**
 * A clock whose time jumps from one sleeper to the next. Nothing but promises may run on it: when those that a wake set off
 * have had their turns, the next is woken.
 */
export interface DiscreteClock extends Clock {
  /** Lets time pass until nobody sleeps any more. */
  run(): Promise<void>;
}

/** One turn of the event loop settles every promise that follows from the last wake. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

export function discreteClock(seed: number): DiscreteClock {
  const sleepers = new Set<Sleeper>();
  let now = 0;
  return {
    now: () => now,
    random: randomFrom(seed),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const abort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", abort);
          resolve();
        };
        const sleeper = { due: now + Math.max(0, ms), wake };
        signal?.addEventListener("abort", abort, { once: true });
        sleepers.add(sleeper);
      }),
    async run() {
      await turn();
      while (sleepers.size > 0) {
        let first: Sleeper | undefined;
        for (const sleeper of sleepers) if (first === undefined || sleeper.due < first.due) first = sleeper;
        now = Math.max(now, first?.due ?? now);
        first?.wake();
        await turn();
      }
    },
  };
}
