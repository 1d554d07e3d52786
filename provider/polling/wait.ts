import type { Clock } from "../http/clock";
import { CloudError, NoTimeLeftError, ThrottledError, WaitTimeoutError } from "../http/errors";
import type { Durations } from "./durations";
import { type Reading, startOf } from "./lineFit";
import { clockTime } from "./progress";
import { remainingMs } from "./remaining";
import { BLIND_MS, LAST_POLL_MS, nextDelay } from "./schedule";
import { waitsFor } from "./steps";
import type { Progress, SharedVerdict, Watch } from "./watch";

/** What a wait needs of the others that share its watcher. */
export interface WaitGroup<Seen> {
  readonly clock: Clock;
  readonly durations: Durations;
  /** How many one shared poll serves. */
  sharers(): number;
  leave(wait: Wait<Seen>): void;
}

export interface Resolvers {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** What one poll says of it. */
export interface Judgement {
  readonly verdict: SharedVerdict<unknown>;
  readonly seen: boolean | undefined;
  readonly missed: boolean;
}

/** One wait: what is known of its thing, when it is to be polled, and what an answer makes of it. Times are the clock's. */
export class Wait<Seen> {
  readonly watch: Watch<Seen, unknown>;
  readonly since: number;
  due: number;
  gap = 0;
  /** The poll that is on its way, if any. */
  inFlight: AbortController | undefined;
  /** The last shared poll could not tell what became of it. */
  unclear = false;
  /** When a list that shows many is to show it at the latest. At first it is due soon anyway. */
  showBy = Number.POSITIVE_INFINITY;
  /** Whether the last list that was to show it did so. Undefined: none was, or a poll of its own came after one that did not. */
  seen: boolean | undefined;
  /** The last shared poll did not show it, or not what counts, and no poll of its own came after. */
  missed = false;
  ended = false;
  /** With the times of the clock: when the thing was begun may be known only later. */
  readonly #told: Reading[] = [];
  /** What the last poll brought. */
  #step: string | undefined;
  readonly #group: WaitGroup<Seen>;
  readonly #resolvers: Resolvers;
  readonly #interrupt = () => this.fail(this.watch.signal?.reason);

  constructor(watch: Watch<Seen, unknown>, group: WaitGroup<Seen>, resolvers: Resolvers) {
    this.watch = watch;
    this.since = group.clock.now();
    this.due = this.since;
    this.#group = group;
    this.#resolvers = resolvers;
    watch.signal?.addEventListener("abort", this.#interrupt, { once: true });
  }

  /** Sets when to poll next; `hintMs` is what the cloud asked for. */
  schedule(hintMs?: number): void {
    const { clock, durations, sharers } = this.#group;
    const { key, kind, like = kind, deadline, firstMs, isResumed = false } = this.watch;
    this.gap = nextDelay(
      { elapsedMs: clock.now() - this.#begunAt(), readings: this.#readings() },
      {
        similarMs: durations.of(like),
        sharedBy: key === undefined ? 1 : sharers(),
        firstMs,
        isResumed,
        hintMs,
        leftMs: deadline - clock.now(),
        random: clock.random(),
      },
    );
    this.due = clock.now() + this.gap;
  }

  /** A list that others needed shows it, too. The end is heard, and what needs a poll at once; else nothing is planned anew. */
  shown(judgement: Judgement): void {
    if (judgement.verdict.state !== "pending") {
      this.answered(judgement);
      return;
    }
    this.seen = judgement.seen;
  }

  /** Such a list has come, or has failed. */
  rode(): void {
    this.showBy = Math.max(this.showBy, this.#group.clock.now() + BLIND_MS);
  }

  /** When it is to be polled, by itself or, where lists show it, by one of them. */
  dueIn({ lists }: { readonly lists: boolean }): number {
    const now = this.#group.clock.now();
    this.due = Math.min(this.due, now + this.gap); // later only where this machine's clock was set back
    return lists ? Math.min(this.due, this.showBy) : this.due;
  }

  answered({ verdict, seen, missed }: Judgement): void {
    this.seen = seen;
    this.missed = missed;
    this.unclear = verdict.state === "unclear";
    switch (verdict.state) {
      case "done":
        this.#group.durations.add(this.watch.kind, this.#elapsedMs());
        this.#end(() => this.#resolvers.resolve(verdict.result));
        break;
      case "failed":
        this.fail(verdict.error);
        break;
      case "pending":
        if ("percent" in verdict && verdict.percent !== undefined)
          this.#told.push({ atMs: this.#group.clock.now(), percent: verdict.percent });
        this.#goOn(verdict.step);
        break;
      case "unclear":
        this.#goOn(verdict.step);
        if (!this.#wasLast()) this.due = this.#group.clock.now();
    }
  }

  /** A poll that fails says nothing of the thing. */
  pollFailed(error: unknown): void {
    if (!(error instanceof CloudError)) throw error; // a bug of ours
    if (error instanceof NoTimeLeftError && this.#step !== undefined) {
      this.#goOn(this.#step);
      return;
    }
    const words = error instanceof ThrottledError ? waitsFor.throttled : waitsFor.answer;
    this.#goOn(words(error.message), error.retryAfterMs);
  }

  fail(error: unknown): void {
    this.#end(() => this.#resolvers.reject(error));
  }

  #goOn(step: string, hintMs?: number): void {
    this.#step = step;
    this.watch.onProgress?.(this.#progressIn(step));
    if (this.#wasLast()) this.fail(this.#timeout(step));
    else {
      this.schedule(hintMs);
      this.showBy = this.#group.clock.now() + Math.max(BLIND_MS, hintMs ?? 0);
    }
  }

  /** What people are shown; a shared poll brings no percentage, so the last one stays. */
  #progressIn(step: string): Progress {
    const elapsedMs = this.#elapsedMs();
    const { kind } = this.watch;
    const similarMs = this.#group.durations.of(kind);
    const leftMs = remainingMs({
      elapsedMs: this.#group.clock.now() - this.#begunAt(),
      readings: this.#readings(),
      similarMs,
      fromStart: kind !== undefined,
    });
    return { elapsedMs, step, percent: this.#percent(), leftMs, ageMs: this.#ageMs() };
  }

  #timeout(step: string): WaitTimeoutError {
    const allowedMs = this.watch.deadline - this.since; // the last poll ends a little before
    const time = clockTime(Math.max(this.#elapsedMs(), allowedMs));
    const percent = this.#percent();
    const seen = percent === undefined ? step : `${step} ${Math.floor(percent)}%`;
    const ageMs = this.#ageMs();
    const age = ageMs === undefined ? "" : `; begun ${clockTime(ageMs)} ago`;
    return new WaitTimeoutError(`not finished after ${time}; last seen: ${seen}${age}`, {
      outcome: "unknown",
    });
  }

  #percent(): number | undefined {
    return this.#told.at(-1)?.percent;
  }

  #ageMs(): number | undefined {
    const { begunAt } = this.watch;
    return begunAt === undefined ? undefined : Math.max(0, this.#group.clock.now() - begunAt);
  }

  /** When the making began, as well as it is known: what percentages tell of its end counts from there. */
  #begunAt(): number {
    const { begunAt, isResumed = false } = this.watch;
    if (begunAt !== undefined) return Math.min(begunAt, this.since);
    return isResumed ? Math.min(startOf(this.#told) ?? this.since, this.since) : this.since;
  }

  #readings(): readonly Reading[] {
    const begunAt = this.#begunAt();
    return this.#told.map(({ atMs, percent }) => ({ atMs: atMs - begunAt, percent }));
  }

  #elapsedMs(): number {
    return this.#group.clock.now() - this.since;
  }

  #wasLast(): boolean {
    return this.#group.clock.now() >= this.watch.deadline - LAST_POLL_MS;
  }

  #end(report: () => void): void {
    if (this.ended) return;
    this.ended = true;
    this.watch.signal?.removeEventListener("abort", this.#interrupt);
    report();
    this.#group.leave(this);
  }
}
