import type { Clock } from "../../../http/clock";
import { wallDate } from "./signature";

/**
 * ZStack allows 15 minutes (docs/vendors/zstack.md#access-key-signatures). Five tell a wrong clock from a slow network.
 */
const TOLERATED_MS = 5 * 60_000;

/** Most ZStack clouds are in China, and third-party clients have this zone in their code; containers usually run on UTC. */
const USUAL = ["Asia/Shanghai", "UTC"];

/**
 * The wall clock that the cloud seems to have: its time zone, which no call shows, and its time. Both are guessed until a
 * request is accepted, and remembered for the run.
 */
export class WallClock {
  readonly #clock: Clock;
  readonly #zones: readonly string[];
  readonly #warn: (text: string) => void;
  #zone: string;
  #offsetMs = 0;
  #settings = 0;
  #finding: Promise<boolean> | undefined;

  constructor(clock: Clock, configured: string | undefined, warn: (text: string) => void) {
    this.#clock = clock;
    this.#zones = configured === undefined ? guesses() : [configured];
    this.#zone = this.#zones[0] ?? "UTC";
    this.#warn = warn;
  }

  /** The zone that requests are dated by now. */
  get zone(): string {
    return this.#zone;
  }

  /** A `Date` header; `setting` identifies the setting of the clock that it was read from. */
  read(): { readonly date: string; readonly setting: number } {
    return { date: wallDate(this.#clock.now() + this.#offsetMs, this.#zone), setting: this.#settings };
  }

  /**
   * Called after the cloud refused a date that was read at `setting` as too far off. Sets the clock to one zone after
   * another until `letIn` reports that a request signed with it passes; false if none does. Only one search runs at a time.
   */
  setRight(setting: number, cloudsTime: number | undefined, letIn: () => Promise<boolean>): Promise<boolean> {
    if (setting !== this.#settings) return Promise.resolve(true); // somebody else has set it since
    this.#finding ??= this.#find(cloudsTime, letIn).finally(() => {
      this.#finding = undefined;
    });
    return this.#finding;
  }

  async #find(cloudsTime: number | undefined, letIn: () => Promise<boolean>): Promise<boolean> {
    const before = { zone: this.#zone, offsetMs: this.#offsetMs };
    const off = cloudsTime === undefined ? 0 : cloudsTime - this.#clock.now();
    this.#offsetMs = Math.abs(off) < TOLERATED_MS ? 0 : off;
    const timeIsNew = Math.abs(this.#offsetMs - before.offsetMs) >= TOLERATED_MS;
    const zones = timeIsNew ? this.#zones : this.#zones.filter((zone) => zone !== before.zone);
    for (const zone of zones) {
      this.#zone = zone;
      if (!(await letIn())) continue;
      this.#settings += 1;
      if (timeIsNew && this.#offsetMs !== 0) this.#warn(wrongClock(this.#offsetMs));
      return true;
    }
    this.#zone = before.zone;
    this.#offsetMs = before.offsetMs;
    return false;
  }
}

function guesses(): string[] {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([...USUAL, here].filter((zone) => zone !== undefined && zone !== ""))];
}

function wrongClock(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const side = offsetMs > 0 ? "behind" : "ahead of";
  return `the clock of this machine is ${minutes} minutes ${side} the cloud's: requests are signed with the cloud's time. Set the clock right.`;
}
