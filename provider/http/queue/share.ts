/**
 * How much of its pace a process uses. Others ask the same cloud with the same account, and none knows of the others: each
 * gives way when the cloud throttles it, and takes more again when it has not been throttled for long. The numbers are those
 * of the fleet (docs/waiting.md#a-fleet).
 */
const LEFT = 0.6;
/** From there on a process gives way by little, and recovers soon: it may be one of many, and must not be the one that starves. */
const MODEST = 0.12;
const LEFT_OF_MODEST = 0.9;
const LEAST = 0.02;
/** Without being throttled, before it takes more: the others are likely to ask for as long as it does. */
const QUIET_MS = 600_000;
const QUIET_OF_MODEST_MS = 20_000;
/** How much more, and how often. */
const GROWTH = 1.05;
const GROWS_EVERY_MS = 10_000;

/** From 1 (all of it) down. Times are the clock's. */
export class Share {
  #value = 1;
  #throttledAt = Number.NEGATIVE_INFINITY;
  #grownAt = Number.NEGATIVE_INFINITY;

  at(now: number): number {
    while (this.#value < 1 && now >= this.#growsAt()) {
      this.#grownAt = this.#growsAt();
      this.#value = Math.min(this.#value < MODEST ? MODEST : 1, GROWTH * this.#value);
    }
    return this.#value;
  }

  /** The cloud has throttled what was sent at `sentAt`. What was sent before it gave way last tells nothing new. */
  giveWay(now: number, sentAt: number): void {
    if (sentAt <= this.#throttledAt) return;
    const value = this.at(now);
    this.#value = value > MODEST ? Math.max(MODEST, LEFT * value) : Math.max(LEAST, LEFT_OF_MODEST * value);
    this.#throttledAt = now;
  }

  #growsAt(): number {
    const quietMs = this.#value < MODEST ? QUIET_OF_MODEST_MS : QUIET_MS;
    return Math.max(this.#throttledAt + quietMs, this.#grownAt) + GROWS_EVERY_MS;
  }
}
