import type { Clock } from "../http/clock";
import { Durations } from "./durations";
import { Pace } from "./pace";
import { type Poller, poll } from "./poll";
import { LAST_POLL_MS } from "./schedule";
import { Wait, type WaitGroup } from "./wait";
import type { PollMany, Watch } from "./watch";

/** Polls that miss an image count, and are as far from each other as its own schedule has them. */
const NOT_SHOWN = { verdict: { state: "pending", step: "" }, seen: false, missed: true } as const;

/**
 * One for each cloud, shared by all images of a run: what is due together is polled together. Only the cloud's word,
 * the deadline or an interruption ends a wait.
 */
export class Watcher<Seen> {
  readonly #waits = new Set<Wait<Seen>>();
  readonly #group: WaitGroup<Seen>;
  readonly #poller: Poller;
  readonly #pollMany: PollMany<Seen>;
  #wake = () => {};
  #running = false;
  #counted = { now: Number.NaN, waits: 0, sharers: 0 };
  /** The last poll of one that was missed was of it alone: the next such poll is shared again. */
  #wasAlone = false;

  constructor(pollMany: PollMany<Seen>, clock: Clock, pace = new Pace()) {
    this.#pollMany = pollMany;
    this.#poller = { clock, pace };
    this.#group = {
      clock,
      durations: new Durations(),
      sharers: () => this.#sharers(),
      leave: (wait) => this.#leave(wait),
    };
  }

  /** Resolves with the result of a `done` verdict; rejects with a failed one's error, at the deadline, or on abort. */
  wait<Result>(watch: Watch<Seen, Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (watch.signal?.aborted) return reject(watch.signal.reason);
      const resolvers = { resolve: resolve as (result: unknown) => void, reject };
      const wait = new Wait<Seen>(watch, this.#group, resolvers);
      this.#waits.add(wait);
      if (!watch.atOnce) wait.schedule();
      this.#wake();
      if (!this.#running) void this.#run().catch((error: unknown) => this.#giveUp(error));
    });
  }

  /** How many are waited for. */
  get waiting(): number {
    return this.#waits.size;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waits.size > 0)
      if (await this.#sleepUntil(Math.min(...this.#idle().map((wait) => this.#pollTime(wait))))) this.#poll();
    this.#running = false;
  }

  /** A bug here must not leave anybody waiting for ever, nor end the process and all its images with it. */
  #giveUp(error: unknown): void {
    this.#running = false;
    for (const wait of [...this.#waits]) wait.fail(error);
  }

  /** How many one shared poll serves: counted anew when time has passed or somebody left. */
  #sharers(): number {
    const [now, waits] = [this.#poller.clock.now(), this.#waits.size];
    if (this.#counted.now !== now || this.#counted.waits !== waits) {
      const keys = new Set<string>();
      for (const { watch } of this.#waits) if (watch.key !== undefined) keys.add(watch.key);
      this.#counted = { now, waits, sharers: keys.size };
    }
    return this.#counted.sharers;
  }

  #idle(): Wait<Seen>[] {
    return [...this.#waits].filter(({ inFlight }) => inFlight === undefined);
  }

  #pollTime(wait: Wait<Seen>): number {
    const { clock, pace } = this.#poller;
    const allowed = pace.nextMs(clock.now(), { shared: this.#shares(wait) });
    const due = wait.dueIn({ lists: this.#rides(wait) });
    return Math.min(Math.max(due, allowed), wait.watch.deadline - LAST_POLL_MS);
  }

  /** False when somebody came, left, or was answered: then it is to be planned anew. */
  async #sleepUntil(time: number): Promise<boolean> {
    const { clock } = this.#poller;
    const sleeping = new AbortController();
    this.#wake = () => sleeping.abort();
    try {
      if (time === Number.POSITIVE_INFINITY) await new Promise<void>((resolve) => (this.#wake = resolve));
      else await clock.sleep(Math.max(0, time - clock.now()), sleeping.signal);
      return time < Number.POSITIVE_INFINITY;
    } catch (error) {
      if (!sleeping.signal.aborted) for (const wait of this.#waits) wait.fail(error);
      return false;
    } finally {
      this.#wake = () => {};
    }
  }

  /** Sends one poll, for the one that is due first or for all that share it; the answer is not waited for. */
  #poll(): void {
    const now = this.#poller.clock.now();
    const idle = this.#idle();
    const due = idle.filter((wait) => this.#pollTime(wait) <= now).sort((a, b) => a.due - b.due);
    const [first] = due;
    if (first === undefined) return;
    const shared = this.#shares(first) || (first.due > now && this.#rides(first));
    this.#poller.pace.spend(now);
    const answer =
      shared && !this.#pollsAloneNow(first) ? this.#pollShared(first, idle, now) : this.#pollAlone(first);
    void answer.finally(() => this.#wake());
  }

  /** Whether the next poll of this one is shared: many wait, and the budget has no room for polls of single things. */
  #shares(wait: Wait<Seen>): boolean {
    if (wait.watch.pollAlone === undefined) return true;
    if (wait.watch.key === undefined || wait.unclear || this.#sharers() < 2) return false;
    return !this.#poller.pace.affordsOwn(this.#poller.clock.now());
  }

  /** Whether every list that is sent shows this one, too. One that the last list did not show would cost a call of its own. */
  #rides({ watch, seen }: Wait<Seen>): boolean {
    return watch.key !== undefined && seen !== false && this.#sharers() >= 2;
  }

  /**
   * Of the polls of what shared polls do not show, every second is of it alone, at the price of a shared one: else shared polls
   * that see nothing would use up the budget, and nobody would hear that a job has failed.
   */
  #pollsAloneNow({ missed, watch }: Wait<Seen>): boolean {
    if (!missed || watch.pollAlone === undefined) return false;
    this.#wasAlone = !this.#wasAlone;
    return this.#wasAlone;
  }

  #pollShared(first: Wait<Seen>, idle: readonly Wait<Seen>[], now: number): Promise<void> {
    const along = idle.filter((wait) => this.#shares(wait) && (wait.due <= now || this.#rides(wait)));
    const waits = new Set([first, ...along]);
    const riders = idle.filter((wait) => !waits.has(wait) && this.#rides(wait));
    return poll(this.#poller, { waits: [...waits], riders }, async (options) => {
      const keys = new Set([...waits, ...riders].flatMap(({ watch }) => watch.key ?? []));
      const { seen, unanswered } = await this.#pollMany([...keys], options);
      return (wait) => {
        const { watch, since } = wait;
        const { key = "" } = watch;
        const failure = unanswered.get(key);
        if (failure !== undefined) return failure;
        const image = seen.get(key);
        if (image === undefined && riders.includes(wait) && !watch.untilGone) return NOT_SHOWN;
        const verdict = watch.judge(image, this.#poller.clock.now() - since);
        return { verdict, seen: image !== undefined, missed: image === undefined || "alone" in verdict };
      };
    });
  }

  #pollAlone(wait: Wait<Seen>): Promise<void> {
    return poll(this.#poller, { waits: [wait] }, async (options) => {
      const verdict = await wait.watch.pollAlone?.(options);
      return () => ({
        verdict: verdict ?? { state: "pending", step: "no answer" },
        seen: wait.seen || undefined,
        missed: false,
      });
    });
  }

  #leave(wait: Wait<Seen>): void {
    this.#waits.delete(wait);
    const { inFlight } = wait;
    const served = [...this.#waits].some((other) => other.inFlight === inFlight);
    if (inFlight !== undefined && !served) inFlight.abort();
    this.#wake();
  }
}
