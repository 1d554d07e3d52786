import type { Clock } from "../http/clock";
import { Durations } from "./durations";
import { Pace } from "./pace";
import { type Poller, poll } from "./poll";
import { LAST_POLL_MS } from "./schedule";
import { Wait, type WaitGroup } from "./wait";
import type { PollMany, Watch } from "./watch";

/**
 * What comes due within this share of its own gap rides along with a poll that happens anyway (docs/waiting.md#the-numbers,
 * images at once).
 */
const RIDE_ALONG = 0.2;

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
  /** The last poll of one that was missed was of it alone: the next such poll is shared again. */
  #wasAlone = false;

  constructor(pollMany: PollMany<Seen>, clock: Clock, pace = new Pace()) {
    this.#pollMany = pollMany;
    this.#poller = { clock, pace };
    this.#group = {
      clock,
      durations: new Durations(),
      sharers: () => new Set([...this.#waits].flatMap(({ watch }) => watch.key ?? [])).size,
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

  #idle(): Wait<Seen>[] {
    return [...this.#waits].filter(({ inFlight }) => inFlight === undefined);
  }

  #pollTime(wait: Wait<Seen>): number {
    const { clock, pace } = this.#poller;
    const allowed = pace.nextMs(clock.now(), { shared: this.#shares(wait) });
    wait.due = Math.min(wait.due, clock.now() + wait.gap); // later only where this machine's clock was set back
    return Math.min(Math.max(wait.due, allowed), wait.watch.deadline - LAST_POLL_MS);
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
    const shared = this.#shares(first);
    this.#poller.pace.spend(now);
    const along = idle.filter((e) => this.#shares(e) && (e.seen || e.due - RIDE_ALONG * e.gap <= now));
    const answer =
      shared && !this.#pollsAloneNow(first)
        ? this.#pollShared([...new Set([first, ...along])])
        : this.#pollAlone(first);
    void answer.finally(() => this.#wake());
  }

  /** Whether the next poll of this one is shared: many wait, and the budget has no room for polls of single things. */
  #shares(wait: Wait<Seen>): boolean {
    if (wait.watch.pollAlone === undefined) return true;
    if (wait.watch.key === undefined || wait.unclear || this.#group.sharers() < 2) return false;
    return !this.#poller.pace.affordsOwn(this.#poller.clock.now());
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

  #pollShared(waits: readonly Wait<Seen>[]): Promise<void> {
    return poll(this.#poller, waits, async (options) => {
      const keys = new Set(waits.flatMap(({ watch }) => watch.key ?? []));
      const { seen, unanswered } = await this.#pollMany([...keys], options);
      return ({ watch, since }) => {
        const { key = "" } = watch;
        const failure = unanswered.get(key);
        if (failure !== undefined) return failure;
        const image = seen.get(key);
        const verdict = watch.judge(image, this.#poller.clock.now() - since);
        return { verdict, seen: image !== undefined, missed: image === undefined || "alone" in verdict };
      };
    });
  }

  #pollAlone(wait: Wait<Seen>): Promise<void> {
    return poll(this.#poller, [wait], async (options) => {
      const verdict = await wait.watch.pollAlone?.(options);
      return () => ({
        verdict: verdict ?? { state: "pending", step: "no answer" },
        seen: wait.seen,
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
