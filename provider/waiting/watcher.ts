import type { Clock } from "../http/clock";
import { CloudError, ThrottledError, WaitTimeoutError } from "../http/errors";
import { nextDelay } from "./schedule";

/** What one look says about the thing that is waited for. */
export type Verdict<Result> =
  | { readonly state: "pending"; readonly step: string; readonly percent?: number | undefined }
  | { readonly state: "done"; readonly result: Result }
  | { readonly state: "failed"; readonly error: Error };

export interface Watch<Seen, Result> {
  /** What is looked up: an image's or a job's id. */
  readonly key: string;
  /** Judges one look; `seen` is undefined when the cloud does not show the thing. */
  judge(seen: Seen | undefined, elapsedMs: number): Verdict<Result>;
  /** Milliseconds since the epoch. Shortly before it there is one last look. */
  readonly deadline: number;
  /** Look at once instead of after the first delay: the thing is likely to be there already. Default false. */
  readonly atOnce?: boolean;
  readonly onLook?: (look: Look) => void;
  readonly signal?: AbortSignal | undefined;
}

/** One look, for those who show progress. */
export interface Look {
  readonly elapsedMs: number;
  readonly step: string;
  readonly percent?: number | undefined;
}

/** Looks up many things in as few calls as the cloud allows. */
export type LookUp<Seen> = (
  keys: readonly string[],
  options: LookOptions,
) => Promise<ReadonlyMap<string, Seen>>;

export interface LookOptions {
  /** Milliseconds since the epoch after which no further attempt is made: the schedule looks again anyway. */
  readonly deadline: number;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
}

interface Entry {
  readonly watch: Watch<unknown, unknown>;
  readonly since: number;
  readonly progress: { atMs: number; percent: number }[];
  due: number;
  gap: number;
  resolve(result: unknown): void;
  reject(error: unknown): void;
  abort(): void;
}

/** The last look comes this long before the deadline, so that its answer still counts. */
const LAST_LOOK_MS = 500;
/** Whatever comes due within this share of its own gap rides along with a look that happens anyway. */
const RIDE_ALONG = 0.2;
const JITTER = 0.1;
/** A look that needs more is no news, and a throttled one slows everybody down: neither is retried for long. */
const LOOK_PATIENCE_MS = 10_000;
/** What a cloud may ask for by Retry-After. */
const LONGEST_PAUSE_MS = 60_000;

/**
 * One for each cloud and kind of look-up, shared by all images of a run: what is due together is looked up
 * together. A look that fails is no news and never ends a wait; only the cloud's word or the deadline does.
 */
export class Watcher<Seen> {
  readonly #entries = new Set<Entry>();
  readonly #lookUp: LookUp<Seen>;
  readonly #clock: Clock;
  /** Set by a throttled look: nobody looks before, but for the last look before a deadline. */
  #notBefore = 0;
  #sleeping: AbortController | undefined;
  #looking: AbortController | undefined;
  #running = false;

  constructor(lookUp: LookUp<Seen>, clock: Clock) {
    this.#lookUp = lookUp;
    this.#clock = clock;
  }

  /** Resolves with the result of a `done` verdict; rejects with a failed one's error, at the deadline, or on abort. */
  wait<Result>(watch: Watch<Seen, Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const { signal } = watch;
      if (signal?.aborted) return reject(signal.reason);
      const entry: Entry = {
        watch: watch as Watch<unknown, unknown>,
        since: this.#clock.now(),
        progress: [],
        due: 0,
        gap: 0,
        resolve: resolve as (result: unknown) => void,
        reject,
        abort: () => this.#leave(entry, () => reject(signal?.reason)),
      };
      signal?.addEventListener("abort", entry.abort, { once: true });
      if (watch.atOnce) entry.due = entry.since;
      else this.#plan(entry);
      this.#entries.add(entry);
      this.#sleeping?.abort();
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#entries.size > 0) {
      const first = Math.min(...[...this.#entries].map((entry) => this.#lookTime(entry)));
      if (await this.#sleepUntil(first)) await this.#look();
    }
    this.#running = false;
  }

  #lookTime({ due, watch }: Entry): number {
    return Math.min(Math.max(due, this.#notBefore), watch.deadline - LAST_LOOK_MS);
  }

  /** False when a new image, or one that left, calls for planning anew. */
  async #sleepUntil(time: number): Promise<boolean> {
    const sleeping = new AbortController();
    this.#sleeping = sleeping;
    try {
      await this.#clock.sleep(Math.max(0, time - this.#clock.now()), sleeping.signal);
      return true;
    } catch (error) {
      if (!sleeping.signal.aborted) this.#giveUp(error);
      return false;
    } finally {
      this.#sleeping = undefined;
    }
  }

  #giveUp(error: unknown): void {
    for (const entry of this.#entries) this.#leave(entry, () => entry.reject(error));
  }

  async #look(): Promise<void> {
    const now = this.#clock.now();
    const due = [...this.#entries].filter((entry) => entry.due - RIDE_ALONG * entry.gap <= now);
    if (due.length === 0) return;
    const deadline = Math.min(now + LOOK_PATIENCE_MS, ...due.map(({ watch }) => watch.deadline));
    this.#looking = new AbortController();
    try {
      const keys = new Set(due.map(({ watch }) => watch.key));
      const seen = await this.#lookUp([...keys], { deadline, signal: this.#looking.signal });
      for (const entry of due) this.#guard(entry, () => this.#judge(entry, seen.get(entry.watch.key)));
    } catch (error) {
      if (error instanceof ThrottledError) this.#pause(error, due);
      for (const entry of due) this.#guard(entry, () => this.#noNews(entry, error));
    } finally {
      this.#looking = undefined;
    }
  }

  /** A bug in what one image brings along ends its own wait, and no other. */
  #guard(entry: Entry, step: () => void): void {
    if (!this.#entries.has(entry)) return; // left while the look was on its way
    try {
      step();
    } catch (error) {
      this.#leave(entry, () => entry.reject(error));
    }
  }

  #judge(entry: Entry, seen: Seen | undefined): void {
    const elapsedMs = this.#clock.now() - entry.since;
    const verdict = entry.watch.judge(seen, elapsedMs);
    switch (verdict.state) {
      case "done":
        this.#leave(entry, () => entry.resolve(verdict.result));
        break;
      case "failed":
        this.#leave(entry, () => entry.reject(verdict.error));
        break;
      case "pending":
        if (verdict.percent !== undefined) entry.progress.push({ atMs: elapsedMs, percent: verdict.percent });
        this.#next(entry, verdict.step, verdict.percent);
    }
  }

  #noNews(entry: Entry, error: unknown): void {
    if (!(error instanceof CloudError)) throw error; // a bug of ours
    this.#next(entry, `cannot look: ${error.message}`);
  }

  #pause(error: ThrottledError, due: readonly Entry[]): void {
    const pause = Math.max(error.retryAfterMs ?? 0, ...due.map(({ gap }) => gap));
    this.#notBefore = this.#clock.now() + Math.min(pause, LONGEST_PAUSE_MS);
  }

  #next(entry: Entry, step: string, percent?: number): void {
    const elapsedMs = this.#clock.now() - entry.since;
    entry.watch.onLook?.({ elapsedMs, step, percent });
    if (this.#clock.now() < entry.watch.deadline - LAST_LOOK_MS) {
      this.#plan(entry);
    } else {
      const message = `not finished after ${Math.round(elapsedMs / 1000)} s; last seen: ${step}`;
      this.#leave(entry, () => entry.reject(new WaitTimeoutError(message, { outcome: "unknown" })));
    }
  }

  #plan(entry: Entry): void {
    const now = this.#clock.now();
    const delay = nextDelay({ elapsedMs: now - entry.since, progress: entry.progress });
    entry.gap = delay * (1 - JITTER + 2 * JITTER * this.#clock.random());
    entry.due = Math.max(now, Math.min(now + entry.gap, entry.watch.deadline - LAST_LOOK_MS));
  }

  #leave(entry: Entry, settle: () => void): void {
    if (!this.#entries.delete(entry)) return;
    entry.watch.signal?.removeEventListener("abort", entry.abort);
    settle();
    this.#sleeping?.abort();
    if (this.#entries.size === 0) this.#looking?.abort();
  }
}
