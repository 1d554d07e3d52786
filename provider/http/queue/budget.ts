/**
 * Ten requests in any second for each cloud, for all that is not a poll: 5 % more than a second, and what a network may make of it
 * (docs/waiting.md#the-queue-of-calls).
 */
export const MOST = 10;
export const WINDOW_MS = 1_050;

/** A cloud that throttles is asked half as often, down to this; and twice as often again after so long without. */
const SLOWEST = 16;
const QUIET_MS = 60_000;

/** How many requests may be sent, and when: pure bookkeeping. Times are the clock's. */
export class Budget {
  /** When the newest were sent, oldest first. */
  #sent: number[] = [];
  /** Requests that may be sent, and are not yet: they sign in, for example. */
  #unsent = 0;
  #reservedAt = Number.NEGATIVE_INFINITY;
  #slowness = 1;
  #slowedAt = Number.NEGATIVE_INFINITY;
  #notBefore = Number.NEGATIVE_INFINITY;

  /**
   * When the next request may be sent; infinity: when another has been sent. `inLine`: one had to wait, so that they go evenly
   * from then on, not ten by ten.
   */
  nextMs(now: number, inLine: boolean): number {
    this.#speedUp(now);
    const windowMs = WINDOW_MS * this.#slowness;
    const live = this.#sent.filter((at) => at > now - windowMs);
    if (this.#unsent >= MOST) return Number.POSITIVE_INFINITY;
    const tooMany = live.length + this.#unsent - MOST; // from 0 on, so many more than one have to grow old
    const room = tooMany < 0 ? now : (live[tooMany] ?? now) + windowMs;
    const evenly = inLine || this.#slowness > 1 ? this.#reservedAt + windowMs / MOST : now;
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

  /** The cloud has throttled what was sent at `sentAt`. What was sent before it was slowed down last tells nothing new. */
  slowDown(now: number, sentAt: number): void {
    this.#speedUp(now);
    if (sentAt <= this.#slowedAt) return;
    this.#slowness = Math.min(SLOWEST, 2 * this.#slowness);
    this.#slowedAt = now;
  }

  pause(until: number): void {
    this.#notBefore = Math.max(this.#notBefore, until);
  }

  /** It asks less than it might, because the cloud said so. */
  isThrottled(now: number): boolean {
    this.#speedUp(now);
    return this.#slowness > 1 || now < this.#notBefore;
  }

  #speedUp(now: number): void {
    while (this.#slowness > 1 && now - this.#slowedAt >= QUIET_MS) {
      this.#slowness /= 2;
      this.#slowedAt += QUIET_MS;
    }
  }
}
