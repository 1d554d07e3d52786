import type { Clock } from "../http/clock";
import { CloudError, WaitTimeoutError } from "../http/errors";
import type { Durations } from "./durations";
import { expectedByPercent, expectedBySimilar } from "./expectation";
import type { Reading } from "./lines";
import { LAST_LOOK_MS, nextDelay } from "./schedule";
import type { Look, SharedVerdict, Watch } from "./watch";

/** What an entry needs of those that wait beside it. */
export interface Company<Seen> {
  readonly clock: Clock;
  readonly durations: Durations;
  /** How many one shared look serves. */
  sharing(): number;
  leave(entry: Entry<Seen>): void;
}

export interface Settle {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** What one look says of it. */
export interface Judged {
  readonly verdict: SharedVerdict<unknown>;
  readonly shown: boolean;
  readonly missed: boolean;
}

/** One wait: what is known of its thing, when it is to be looked at, and what an answer makes of it. Times are the clock's. */
export class Entry<Seen> {
  readonly watch: Watch<Seen, unknown>;
  readonly since: number;
  due: number;
  gap = 0;
  /** The look that is on its way, if any. */
  look: AbortController | undefined;
  /** The last shared look could not tell what became of it. */
  unclear = false;
  /** The cloud has shown it: then it can be looked for along with others. */
  shown = false;
  /** The last shared look did not show it, or not what counts, and no look of its own came after. */
  missed = false;
  ended = false;
  readonly #progress: Reading[] = [];
  readonly #company: Company<Seen>;
  readonly #settle: Settle;
  readonly #interrupt = () => this.fail(this.watch.signal?.reason);

  constructor(watch: Watch<Seen, unknown>, company: Company<Seen>, settle: Settle) {
    this.watch = watch;
    this.since = company.clock.now();
    this.due = this.since;
    this.#company = company;
    this.#settle = settle;
    watch.signal?.addEventListener("abort", this.#interrupt, { once: true });
  }

  /** Sets when to look next; `hintMs` is what the cloud asked for. */
  plan(hintMs?: number): void {
    const { clock, durations, sharing } = this.#company;
    const { key, kind, deadline, firstMs } = this.watch;
    this.gap = nextDelay(
      { elapsedMs: this.#elapsedMs(), progress: this.#progress },
      {
        similarMs: durations.of(kind),
        sharedBy: key === undefined ? 1 : sharing(),
        firstMs,
        hintMs,
        leftMs: deadline - clock.now(),
        random: clock.random(),
      },
    );
    this.due = clock.now() + this.gap;
  }

  judged({ verdict, shown, missed }: Judged): void {
    this.shown = shown;
    this.missed = missed;
    this.unclear = verdict.state === "unclear";
    switch (verdict.state) {
      case "done":
        this.#company.durations.add(this.watch.kind, this.#elapsedMs());
        this.#end(() => this.#settle.resolve(verdict.result));
        break;
      case "failed":
        this.fail(verdict.error);
        break;
      case "pending":
        if ("percent" in verdict && verdict.percent !== undefined)
          this.#progress.push({ atMs: this.#elapsedMs(), percent: verdict.percent });
        this.#goOn(verdict.step);
        break;
      case "unclear":
        this.#goOn(verdict.step);
        if (!this.#wasLast()) this.due = this.#company.clock.now();
    }
  }

  /** A look that fails says nothing of the thing. */
  noNews(error: unknown): void {
    if (!(error instanceof CloudError)) throw error; // a bug of ours
    this.#goOn(`cannot look: ${error.message}`, error.retryAfterMs);
  }

  fail(error: unknown): void {
    this.#end(() => this.#settle.reject(error));
  }

  #goOn(step: string, hintMs?: number): void {
    this.watch.onLook?.(this.#told(step));
    if (this.#wasLast()) this.fail(this.#timeout(step));
    else this.plan(hintMs);
  }

  /** What people are shown; a shared look brings no percentage, so the last one stays. */
  #told(step: string): Look {
    const elapsedMs = this.#elapsedMs();
    const { kind } = this.watch;
    const expected = expectedByPercent(this.#progress) ?? expectedBySimilar(this.#company.durations.of(kind));
    const leftMs = expected?.steady && expected.endMs > elapsedMs ? expected.endMs - elapsedMs : undefined;
    return { elapsedMs, step, percent: this.#progress.at(-1)?.percent, leftMs };
  }

  #timeout(step: string): WaitTimeoutError {
    const allowedMs = this.watch.deadline - this.since; // the last look ends a little before
    const seconds = Math.round(Math.max(this.#elapsedMs(), allowedMs) / 1000);
    const message = `not finished after ${seconds} s; last seen: ${step}`;
    return new WaitTimeoutError(message, { outcome: "unknown" });
  }

  #elapsedMs(): number {
    return this.#company.clock.now() - this.since;
  }

  #wasLast(): boolean {
    return this.#company.clock.now() >= this.watch.deadline - LAST_LOOK_MS;
  }

  #end(settle: () => void): void {
    if (this.ended) return;
    this.ended = true;
    this.watch.signal?.removeEventListener("abort", this.#interrupt);
    settle();
    this.#company.leave(this);
  }
}
