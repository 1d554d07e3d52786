import { expectedByPercent, expectedBySimilar, type Reading } from "./expectation";
import { LAST_LOOK_MS, nextDelay } from "./schedule";
import type { Look, Watch } from "./watch";

/** One wait of a watcher: what is known of its thing, and when it is to be looked at. Times are the clock's. */
export class Entry<Seen> {
  readonly watch: Watch<Seen, unknown>;
  readonly since: number;
  readonly #progress: Reading[] = [];
  /** What things of its kind took, shared by all of a watcher. */
  readonly #similarMs: readonly number[];
  due: number;
  gap = 0;
  /** The look that is on its way, if any. */
  look: AbortController | undefined;
  /** The last shared look could not tell what became of it. */
  unclear = false;
  /** The cloud has shown it: then it can be looked for along with others. */
  shown = false;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  abort = () => {};

  constructor(
    watch: Watch<Seen, unknown>,
    now: number,
    similarMs: readonly number[],
    settle: { resolve(result: unknown): void; reject(error: unknown): void },
  ) {
    this.watch = watch;
    this.since = now;
    this.due = now;
    this.#similarMs = similarMs;
    this.resolve = settle.resolve;
    this.reject = settle.reject;
  }

  read(now: number, percent: number | undefined): void {
    if (percent !== undefined) this.#progress.push({ atMs: now - this.since, percent });
  }

  plan(now: number, random: number, sharedBy: number): void {
    const { deadline, firstMs } = this.watch;
    const history = { elapsedMs: now - this.since, progress: this.#progress };
    const options = { similarMs: this.#similarMs, sharedBy, firstMs, leftMs: deadline - now, random };
    this.gap = nextDelay(history, options);
    this.due = now + this.gap;
  }

  /** What people are shown; a shared look brings no percentage, so the last one stays. */
  told(now: number, step: string): Look {
    const elapsedMs = now - this.since;
    const expected = this.#expected();
    const leftMs = expected?.steady && expected.endMs > elapsedMs ? expected.endMs - elapsedMs : undefined;
    return { elapsedMs, step, percent: this.#progress.at(-1)?.percent, leftMs };
  }

  isLast(now: number): boolean {
    return now >= this.watch.deadline - LAST_LOOK_MS;
  }

  #expected() {
    return expectedByPercent(this.#progress) ?? expectedBySimilar(this.#similarMs);
  }
}
