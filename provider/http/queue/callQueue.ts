import type { Clock } from "../clock";
import type { ThrottledError } from "../errors";
import { Budget } from "./budget";
import { type Errand, nextErrand, ranks } from "./errand";

/** Without a Retry-After; and the longest that is obeyed. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** What is known of a call that wants to be sent. */
export interface Queued {
  /** Without one, it goes last. */
  readonly errand?: Errand | undefined;
  /** Asks how far something is that goes on anyway. Where only such calls queue, time-outs run on: they might queue for ever. */
  readonly isPoll?: boolean | undefined;
  /** What comes to its turn later, because the cloud throttles, is not sent; but a claim is. */
  readonly deadline?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Aborted: what still queues is not sent. */
  readonly ending?: AbortSignal | undefined;
}

/** The right to send one request. */
export interface Slot {
  /** It is sent now. */
  sent(): void;
  /** If it was not sent, nobody waits for it. */
  close(): void;
}

interface Waiting {
  readonly rank: number;
  readonly errand: number;
  readonly isPoll: boolean;
  readonly limit: { readonly at: number } | undefined;
  grant(): void;
  refuse(why: ThrottledError): void;
}

/** All requests to one cloud that are no polls: the budget says when the next one goes, the ranks say which. */
export class CallQueue {
  readonly #clock: Clock;
  readonly #budget = new Budget();
  /** In the order in which they go. */
  readonly #waiting: Waiting[] = [];
  #runs = false;
  #wake = () => {};
  #countedAt = 0;
  #busyMs = 0;
  #lastThrottled: ThrottledError | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * For how long calls have queued by now, which counts against no time-out. What a cloud that throttles makes of it does count, and
   * so do polls: they may go on for ever.
   */
  get busyMs(): number {
    this.#count();
    return this.#busyMs;
  }

  /** The end of a time-out that begins now. */
  limit(ms: number): { readonly at: number } {
    const end = this.#clock.now() + ms - this.busyMs;
    const ends = () => end + this.busyMs;
    return {
      get at() {
        return ends();
      },
    };
  }

  /** Resolves when the call may be sent; rejects with the reason of the signal that takes it out of the queue. */
  async slot(call: Queued): Promise<Slot> {
    call.signal?.throwIfAborted();
    call.ending?.throwIfAborted();
    const now = this.#clock.now();
    if (this.#waiting.length > 0 || this.#budget.nextMs(now, false) > now) await this.#wait(call);
    else this.#budget.reserve(now);
    let isOpen = true;
    const end = (how: () => void) => {
      if (isOpen) how();
      isOpen = false;
      this.#wake();
    };
    return {
      sent: () => end(() => this.#budget.spend(this.#clock.now())),
      close: () => end(() => this.#budget.release()),
    };
  }

  /** A poll is sent now: it does not queue. */
  polled(): void {
    this.#budget.polled(this.#clock.now());
  }

  /** Everybody waits a little, and sends less from then on. `pauses`: false where the same call was throttled before. */
  throttled(error: ThrottledError, sentAt: number, pauses: boolean): void {
    const { retryAfterMs = PAUSE_MS } = error;
    this.#lastThrottled = error;
    const now = this.#clock.now();
    this.#count();
    this.#budget.slowDown(now, sentAt);
    if (pauses) this.#budget.pause(now + Math.min(retryAfterMs, LONGEST_PAUSE_MS));
  }

  async #wait({ errand, isPoll = false, deadline, signal, ending }: Queued): Promise<void> {
    let left = () => {};
    errand?.tell(new Promise<void>((resolve) => (left = resolve)));
    const closed = new AbortController();
    try {
      await new Promise<void>((resolve, reject) => {
        const rank = ranks.indexOf(errand?.rank ?? "preflight");
        // Polls take turns with what came before them, or those of the oldest errands would let no other begin.
        const number = isPoll ? undefined : errand?.number;
        const mayEnd = deadline !== undefined && errand?.rank !== "claim";
        const limit = mayEnd ? this.limit(deadline - this.#clock.now()) : undefined;
        const order = { rank, errand: number ?? nextErrand() };
        const waiting: Waiting = { ...order, isPoll, limit, grant: resolve, refuse: reject };
        this.#enter(waiting);
        for (const end of [signal, ending])
          end?.addEventListener(
            "abort",
            () => {
              if (this.#leave(waiting)) reject(end.reason);
            },
            { signal: closed.signal },
          );
      });
    } finally {
      closed.abort();
      left();
    }
  }

  #enter(waiting: Waiting): void {
    this.#count();
    const isBefore = (other: Waiting) =>
      other.rank < waiting.rank || (other.rank === waiting.rank && other.errand <= waiting.errand);
    this.#waiting.splice(this.#waiting.findLastIndex(isBefore) + 1, 0, waiting);
    if (!this.#runs) void this.#run();
  }

  /** False for one that may be sent already. */
  #leave(waiting: Waiting): boolean {
    const at = this.#waiting.indexOf(waiting);
    if (at < 0) return false;
    this.#count();
    this.#waiting.splice(at, 1);
    if (this.#waiting.length === 0) this.#wake();
    return true;
  }

  #count(): void {
    const now = this.#clock.now();
    const from = Math.max(this.#countedAt, this.#budget.throttledUntil);
    if (this.#waiting.some(({ isPoll }) => !isPoll)) this.#busyMs += Math.max(0, now - from);
    this.#countedAt = now;
  }

  async #run(): Promise<void> {
    this.#runs = true;
    while (this.#waiting.length > 0) {
      const now = this.#clock.now();
      const at = this.#budget.nextMs(now, true);
      if (at > now) await this.#sleepUntil(at);
      else {
        const [first] = this.#waiting;
        if (first === undefined) break;
        if (this.#lastThrottled !== undefined && first.limit !== undefined && first.limit.at < now) {
          this.#leave(first);
          first.refuse(this.#lastThrottled);
          continue;
        }
        this.#budget.reserve(now);
        this.#leave(first);
        first.grant();
      }
    }
    this.#runs = false;
  }

  /** Or until another request was sent, or nobody waits any more. */
  async #sleepUntil(at: number): Promise<void> {
    const awake = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.#wake = () => {
        awake.abort();
        resolve();
      };
    });
    if (at === Number.POSITIVE_INFINITY) await woken;
    else await Promise.race([woken, this.#clock.sleep(at - this.#clock.now(), awake.signal).catch(() => {})]);
    this.#wake = () => {};
  }
}
