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
export type LookUp<Seen> = (keys: readonly string[]) => Promise<ReadonlyMap<string, Seen>>;

interface Entry {
  readonly watch: Watch<unknown, unknown>;
  readonly since: number;
  readonly progress: { atMs: number; percent: number }[];
  due: number;
  gap: number;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** The last look comes this long before the deadline, so that its answer still counts. */
const LAST_LOOK_MS = 500;
/** Whatever comes due within this share of its own gap rides along with a look that happens anyway. */
const RIDE_ALONG = 0.2;
const JITTER = 0.1;

/**
 * One for each cloud and kind of look-up, shared by all images of a run: what is due together is looked up
 * together. A look that fails is no news and never ends a wait; only the cloud's word or the deadline does.
 */
export class Watcher<Seen> {
  readonly #entries = new Set<Entry>();
  readonly #lookUp: LookUp<Seen>;
  readonly #clock: Clock;
  /** Set by a throttled look: nobody looks before. */
  #notBefore = 0;
  #sleeping: AbortController | undefined;
  #running = false;

  constructor(lookUp: LookUp<Seen>, clock: Clock) {
    this.#lookUp = lookUp;
    this.#clock = clock;
  }

  /** Resolves with the result of a `done` verdict; rejects with a failed one's error, at the deadline, or on abort. */
  wait<Result>(watch: Watch<Seen, Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const entry: Entry = {
        watch: watch as Watch<unknown, unknown>,
        since: this.#clock.now(),
        progress: [],
        due: 0,
        gap: 0,
        resolve: resolve as (result: unknown) => void,
        reject,
      };
      if (watch.signal?.aborted) return reject(watch.signal.reason);
      watch.signal?.addEventListener("abort", () => this.#leave(entry, () => reject(watch.signal?.reason)), { once: true });
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
      const first = Math.min(...[...this.#entries].map((entry) => entry.due));
      if (await this.#sleepUntil(Math.max(first, this.#notBefore))) await this.#look();
    }
    this.#running = false;
  }

  /** False when a new image, or one that left, calls for planning anew. */
  async #sleepUntil(time: number): Promise<boolean> {
    this.#sleeping = new AbortController();
    try {
      await this.#clock.sleep(Math.max(0, time - this.#clock.now()), this.#sleeping.signal);
      return true;
    } catch {
      return false;
    } finally {
      this.#sleeping = undefined;
    }
  }

  async #look(): Promise<void> {
    const now = this.#clock.now();
    const due = [...this.#entries].filter((entry) => entry.due - RIDE_ALONG * entry.gap <= now);
    if (due.length === 0) return;
    try {
      const seen = await this.#lookUp([...new Set(due.map((entry) => entry.watch.key))]);
      for (const entry of due) if (this.#entries.has(entry)) this.#judge(entry, seen.get(entry.watch.key));
    } catch (error) {
      for (const entry of due) if (this.#entries.has(entry)) this.#noNews(entry, error);
    }
  }

  #judge(entry: Entry, seen: Seen | undefined): void {
    const elapsedMs = this.#clock.now() - entry.since;
    let verdict: Verdict<unknown>;
    try {
      verdict = entry.watch.judge(seen, elapsedMs);
    } catch (error) {
      verdict = { state: "failed", error: error instanceof Error ? error : new Error(String(error)) };
    }
    if (verdict.state === "done") return this.#leave(entry, () => entry.resolve(verdict.result));
    if (verdict.state === "failed") return this.#leave(entry, () => entry.reject(verdict.error));
    if (verdict.percent !== undefined) entry.progress.push({ atMs: elapsedMs, percent: verdict.percent });
    this.#next(entry, verdict.step, verdict.percent);
  }

  #noNews(entry: Entry, error: unknown): void {
    if (!(error instanceof CloudError)) return this.#leave(entry, () => entry.reject(error)); // a bug of ours
    if (error instanceof ThrottledError) this.#notBefore = this.#clock.now() + Math.min(error.retryAfterMs ?? entry.gap, 60_000);
    this.#next(entry, `cannot look: ${error.message}`);
  }

  #next(entry: Entry, step: string, percent?: number): void {
    const elapsedMs = this.#clock.now() - entry.since;
    entry.watch.onLook?.({ elapsedMs, step, percent });
    if (this.#clock.now() < entry.watch.deadline - LAST_LOOK_MS) return this.#plan(entry);
    const message = `not finished after ${Math.round(elapsedMs / 1000)} s; last seen: ${step}`;
    this.#leave(entry, () => entry.reject(new WaitTimeoutError(message, { outcome: "unknown" })));
  }

  #plan(entry: Entry): void {
    const now = this.#clock.now();
    const delay = nextDelay({ elapsedMs: now - entry.since, progress: entry.progress });
    entry.gap = delay * (1 - JITTER + 2 * JITTER * this.#clock.random());
    entry.due = Math.max(now, Math.min(now + entry.gap, entry.watch.deadline - LAST_LOOK_MS));
  }

  #leave(entry: Entry, settle: () => void): void {
    if (!this.#entries.delete(entry)) return;
    settle();
    this.#sleeping?.abort();
  }
}
