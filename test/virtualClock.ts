import { subscribe } from "node:diagnostics_channel";
import type { Clock } from "../provider/http/clock";
import { randomFrom } from "./random";

/**
 * A clock for tests: hours pass in milliseconds, always in the same order.
 *
 *     const clock = virtualClock();
 *     const cloud = await startCloud({ clock });        // the local cloud tells the same time
 *     void clock.sleep(90_000).then(() => cloud.patchImage(id, { status: "active" }));
 *     await create(...);                                // code under test sleeps on `clock`
 *     expect(clock.elapsed()).toBeLessThan(120_000);
 *
 * Time stands still while anything goes on and jumps to the next sleeper when nothing does. What goes on is
 * known, not guessed: every undici request from its creation to the last byte of its answer (real HTTP, retries and
 * fetch() included; undici announces them on diagnostics channels), and whatever a test hands to `busy`. Other
 * I/O (files, plain sockets, real timers) is not seen: wrap it in `busy` when time must wait for it.
 */
export interface VirtualClock extends Clock {
  /** Milliseconds that have passed since the clock was made. */
  elapsed(): number;
  /** Time stands still until `work` has settled. */
  busy<T>(work: Promise<T>): Promise<T>;
  /** How long each sleep asked for was, in milliseconds, oldest first. */
  readonly asked: readonly number[];
  /** How many sleep now: 0 when nothing is left running. */
  sleepers(): number;
}

interface Sleeper {
  readonly due: number;
  wake(): void;
  fail(reason: unknown): void;
}

/** Turns of the event loop without news, after which all that follows from the last answer has happened. */
const IDLE_TURNS = 12;
/** A loop that never ends must fail its test, not hang it. */
const LONGEST_MS = 30 * 24 * 3_600_000;

const inFlight = new Set<unknown>();
/** Requests that have been created and not been answered to the last byte, in this process. */
export const requestsInFlight = (): number => inFlight.size;
let news = 0;
const begins = (message: unknown) => {
  news += 1;
  inFlight.add((message as { request: unknown }).request);
};
const ends = (message: unknown) => {
  news += 1;
  inFlight.delete((message as { request: unknown }).request);
};
subscribe("undici:request:create", begins);
subscribe("undici:request:trailers", ends);
subscribe("undici:request:error", ends);

/** Starts at `since` (milliseconds since the epoch); `random` is a function of `seed` alone. */
export function virtualClock(seed = 1, since = Date.UTC(2026, 10, 21, 9)): VirtualClock {
  const sleepers = new Set<Sleeper>();
  const asked: number[] = [];
  let now = since;
  let works = 0;
  let moving = false;

  return {
    now: () => now,
    elapsed: () => now - since,
    random: randomFrom(seed),
    asked,
    sleepers: () => sleepers.size,
    sleep,
    async busy(work) {
      works += 1;
      try {
        return await work;
      } finally {
        works -= 1;
        news += 1;
      }
    },
  };

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (!Number.isFinite(ms)) return reject(new RangeError(`cannot sleep for ${ms} ms`));
      news += 1;
      asked.push(ms);
      const leave = (settle: () => void) => () => {
        sleepers.delete(sleeper);
        signal?.removeEventListener("abort", abort);
        news += 1;
        settle();
      };
      const sleeper: Sleeper = {
        due: now + Math.max(0, ms),
        wake: leave(resolve),
        fail: (reason) => leave(() => reject(reason))(),
      };
      const abort = leave(() => reject(signal?.reason));
      signal?.addEventListener("abort", abort, { once: true });
      sleepers.add(sleeper);
      if (!moving) void move();
    });
  }

  /** Wakes one sleeper after the other, each when all that the last one set off has come to rest. */
  async function move(): Promise<void> {
    moving = true;
    for (;;) {
      await rest();
      const next = earliest(sleepers);
      if (next === undefined) break;
      now = Math.max(now, next.due);
      if (now - since > LONGEST_MS)
        next.fail(new Error("the virtual clock ran for 30 days: does this wait ever end?"));
      else next.wake();
    }
    moving = false;
  }

  async function rest(): Promise<void> {
    let known = news;
    for (let idle = 0; idle < IDLE_TURNS; ) {
      await turn();
      idle = works === 0 && inFlight.size === 0 && news === known ? idle + 1 : 0;
      known = news;
    }
  }
}

/** Of those due at the same time, the one that went to sleep first. */
function earliest(sleepers: ReadonlySet<Sleeper>): Sleeper | undefined {
  let first: Sleeper | undefined;
  for (const sleeper of sleepers) if (first === undefined || sleeper.due < first.due) first = sleeper;
  return first;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
