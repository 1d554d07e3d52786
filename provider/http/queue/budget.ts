import { Share } from "./share";

/**
 * Ten requests in any second for each cloud, for all that is not a poll: 5 % more than a second, and what a network may make of it
 * (docs/waiting.md#the-queue-of-calls).
 */
export const MOST = 10;
export const WINDOW_MS = 1_050;

/** After so long without a throttled request, what makes calls wait is their number. */
const PASSED_MS = 60_000;

/** How many requests may be sent, and when: pure bookkeeping. Times are the clock's. */
export class Budget {
  /** When the newest were sent, oldest first. */
  #sent: number[] = [];
  /** Requests that may be sent, and are not yet: they sign in, for example. */
  #unsent = 0;
  #reservedAt = Number.NEGATIVE_INFINITY;
  readonly #share = new Share();
  #throttledAt = Number.NEGATIVE_INFINITY;
  #notBefore = Number.NEGATIVE_INFINITY;

  /**
   * When the next request may be sent; infinity: when another has been sent. `inLine`: one had to wait, so that they go evenly
   * from then on, not ten by ten.
   */
  nextMs(now: number, inLine: boolean): number {
    const share = this.#share.at(now);
    const windowMs = WINDOW_MS / share;
    const live = this.#sent.filter((at) => at > now - windowMs);
    if (this.#unsent >= MOST) return Number.POSITIVE_INFINITY;
    const tooMany = live.length + this.#unsent - MOST; // from 0 on, so many more than one have to grow old
    const room = tooMany < 0 ? now : (live[tooMany] ?? now) + windowMs;
    const evenly = inLine || share < 1 ? this.#reservedAt + windowMs / MOST : now;
    return Math.max(now, room, evenly, this.#notBefore);
  }

  reserve(now: number): void {
    this.#unsent += 1;
    this.#reservedAt = now;
  }

  /** It will not be sent. */
  release(): void {
    this.#unsent -= 1;
  }

  spend(now: number): void {
    this.#unsent -= 1;
    this.#sent = [...this.#sent.slice(1 - MOST), now];
  }

  /** A poll, which has a pace of its own; who gives way counts it, too. */
  polled(now: number): void {
    if (this.#share.at(now) < 1) this.#reservedAt = now;
  }

  /** The cloud has throttled what was sent at `sentAt`. */
  slowDown(now: number, sentAt: number): void {
    this.#share.giveWay(now, sentAt);
    this.#throttledAt = now;
  }

  pause(until: number): void {
    this.#notBefore = Math.max(this.#notBefore, until);
  }

  /** Until when it is the cloud that makes calls wait: the past, where it does not now. */
  get throttledUntil(): number {
    return Math.max(this.#throttledAt + PASSED_MS, this.#notBefore);
  }
}
