import type { VirtualClock } from "../virtualClock";
import type { Path } from "./explorer";

const orders = [
  "goes on",
  "waits for the other's next change",
  "waits for the other's second change",
  "waits for the other's end",
] as const;

/** No call hangs longer, whatever the other waits for. */
const LONGEST_MS = 600_000;

/**
 * Two engines at once take turns, call by call; how far the other goes before one of these calls is a choice. What the other
 * only asks changes nothing, so that no more has to be tried than how many of its changes come before.
 */
export class Turns {
  readonly #path: Path;
  readonly #clock: VirtualClock;
  readonly #running = new Set<string>();
  readonly #waiting = new Set<() => void>();

  constructor(path: Path, clock: VirtualClock) {
    this.#path = path;
    this.#clock = clock;
  }

  /** Everything at once, each under its engine's name. */
  async all(operations: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> {
    for (const name of Object.keys(operations)) this.#running.add(name);
    await Promise.all(
      Object.entries(operations).map(async ([name, operation]) => {
        await operation();
        this.#running.delete(name);
        this.#noteWaiting();
      }),
    );
  }

  /** Before a call: resolves when it is its turn. */
  async turn(name: string, what: string): Promise<void> {
    if (!this.#running.has(name) || this.#running.size === 1) return;
    const order = this.#path.choose(`who is next before ${what}`, orders);
    if (order === "goes on") return;
    this.#path.note(`          ${name}${what}: ${order}`);
    let left = { [orders[1]]: 1, [orders[2]]: 2, [orders[3]]: Number.POSITIVE_INFINITY }[order];
    const over = new AbortController();
    const isNext = () => {
      left -= 1;
      if (left <= 0 || this.#running.size === 1) over.abort();
    };
    this.#waiting.add(isNext);
    await this.#clock.sleep(LONGEST_MS, over.signal).catch(() => {});
    this.#waiting.delete(isNext);
  }

  /** A change was served. */
  changed(): void {
    this.#noteWaiting();
  }

  #noteWaiting(): void {
    for (const isNext of [...this.#waiting]) isNext();
  }
}
