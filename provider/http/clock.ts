import { setTimeout as sleepFor } from "node:timers/promises";

/** Time and chance, handed down so that tests run on a virtual clock and a fixed seed. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted before. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}

export const realClock: Clock = {
  now: Date.now,
  random: Math.random,
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    await sleepFor(ms, undefined, signal && { signal }).catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : error;
    });
  },
};

/** The same, but for being set back: it then goes on from the time that it has shown, or waits would last so much longer. */
export function steady(clock: Clock): Clock {
  let setBackMs = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    random: () => clock.random(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    now() {
      const now = clock.now() + setBackMs;
      if (now < last) setBackMs += last - now;
      last = Math.max(last, now);
      return last;
    },
  };
}
