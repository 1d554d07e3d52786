import { setTimeout as sleepFor } from "node:timers/promises";

/** Time and randomness, passed in so that tests can use a virtual clock and a fixed seed. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason if it is aborted earlier. */
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

/**
 * A clock that never goes back: when the system's clock is set back it continues from its last time, so that no wait gets
 * longer.
 */
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
