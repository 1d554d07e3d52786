/**
 * Never more than two polls a second at one cloud, whatever comes due: half a second, and what a network may make of it
 * (docs/waiting.md#shared-polls-and-pace).
 */
const SPACING_MS = 550;
/** Of these places every second one is for polls that the watcher does not plan. */
export const PLACE_MS = 2 * SPACING_MS;
/**
 * What many images may spend on polls in the long run: one in two seconds, almost; and how much may be saved up
 * (docs/waiting.md#the-numbers, images at once).
 */
const REFILL_MS = 1_850;
const MOST_SAVED = 12;
/** A pause is never longer: where it seems so, this machine's clock was set back. */
export const LONGEST_PAUSE_MS = 60_000;

/** How fast one cloud is polled: a distance between polls, and a budget for those that many images share. */
export class Pace {
  #notBefore = 0;
  /** Those whose polls the watcher does not plan, in the order in which they came. */
  readonly #queue: object[] = [];
  #queueNotBefore = 0;
  #saved = MOST_SAVED;
  #countedAt = 0;

  /** When the next poll may be sent; a shared one must be saved up for. */
  nextMs(now: number, { shared }: { readonly shared: boolean }): number {
    this.#refill(now);
    const missing = shared ? Math.max(0, 1 - this.#saved) : 0;
    return Math.max(this.#notBefore, now + missing * REFILL_MS);
  }

  /** Whether polls of single images may be paid, too: they leave half of the budget to those that show many. */
  affordsOwn(now: number): boolean {
    this.#refill(now);
    return this.#saved > MOST_SAVED / 2;
  }

  spend(now: number): void {
    this.#refill(now);
    // Below zero where one poll took many requests; the distance between them is price enough for more.
    this.#saved = Math.max(-MOST_SAVED, this.#saved - 1);
    this.#notBefore = Math.max(this.#notBefore, now + SPACING_MS);
  }

  queueUp(): object {
    const place = {};
    this.#queue.push(place);
    return place;
  }

  /**
   * When the request of this place in the queue may be sent, if nobody leaves: every second one, for the watcher's serve
   * many.
   */
  placeMs(now: number, place: object): number {
    this.#refill(now);
    return Math.max(this.#notBefore, this.#queueNotBefore, now) + PLACE_MS * this.#queue.indexOf(place);
  }

  spendPlace(now: number): void {
    this.#notBefore = Math.max(this.#notBefore, now + SPACING_MS);
    this.#queueNotBefore = now + PLACE_MS;
  }

  leaveQueue(place: object): void {
    this.#queue.splice(this.#queue.indexOf(place), 1);
  }

  /** The cloud asks to slow down: nobody polls before `until`, and nothing is saved up then. */
  pause(until: number): void {
    this.#notBefore = Math.max(this.#notBefore, until);
    this.#saved = Math.min(this.#saved, 1);
  }

  #refill(now: number): void {
    const since = Math.max(0, now - this.#countedAt);
    this.#saved = Math.min(MOST_SAVED, this.#saved + since / REFILL_MS);
    this.#countedAt = now;
    this.#notBefore = Math.min(this.#notBefore, now + LONGEST_PAUSE_MS);
    this.#queueNotBefore = Math.min(this.#queueNotBefore, now + PLACE_MS);
  }
}
