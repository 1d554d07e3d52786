import { abortable } from "../http/abortable";
import type { CallOptions } from "../http/call";
import type { Clock } from "../http/clock";

/** One answer of the list of all images: what was there at some time between the two. */
export interface Roll {
  readonly ids: ReadonlySet<string>;
  /** When it was asked for, and when it was answered, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** An older one tells too little of now. */
const KEPT_MS = 60_000;
/** One that is planned waits so long for those who need one a little later. */
const LATER_MS = 5_000;
/** Nobody waits longer for one: where it seems so, this machine's clock was set back. */
const LONGEST_MS = 10_000;
/** Plans that one may have to wait for: one that began too early, and the next. */
const MOST_PLANS = 3;

interface Plan {
  at: number;
  readonly latest: number;
  readonly roll: Promise<Roll>;
}

/**
 * The list of all images of a cloud, as the other way to ask whether one is there. One answer serves all who ask at that
 * time and a little later: hundreds of images that are gone cost two of them.
 */
export class Rolls {
  readonly #list: (options?: CallOptions) => Promise<ReadonlySet<string>>;
  readonly #clock: Clock;
  #kept: Roll[] = [];
  #onItsWay: Promise<Roll> | undefined;
  #plan: Plan | undefined;
  #age = 0;

  constructor(list: (options?: CallOptions) => Promise<ReadonlySet<string>>, clock: Clock) {
    this.#list = list;
    this.#clock = clock;
  }

  /** Those of the last minute, oldest first. */
  get recent(): readonly Roll[] {
    const now = this.#clock.now();
    this.#kept = this.#kept.filter(({ from, to }) => from > now - KEPT_MS && to <= now);
    return this.#kept;
  }

  /** The newest of the last minute, or one that is on its way, or else a new one. */
  newest(signal?: AbortSignal): Promise<Roll> {
    const known = this.recent.at(-1);
    if (known !== undefined) return Promise.resolve(known);
    return abortable(this.#onItsWay ?? this.#planned(this.#clock.now()), signal);
  }

  /** One that is asked for at `at` or later. */
  async since(at: number, signal?: AbortSignal): Promise<Roll> {
    const known = this.recent.at(-1);
    if (known !== undefined && known.from >= at) return known;
    for (let plan = 1; ; plan += 1) {
      const roll = await abortable(this.#planned(at), signal);
      if (roll.from >= at || plan === MOST_PLANS) return roll;
    }
  }

  /** Images have come that no roll of before can show. */
  forget(): void {
    this.#age += 1;
    this.#kept = [];
    this.#onItsWay = undefined;
  }

  #planned(at: number): Promise<Roll> {
    if (this.#plan === undefined) {
      const roll = this.#ask(at);
      roll.catch(() => {}); // whoever needed it may be gone
      this.#plan = { at, latest: Math.max(at, this.#clock.now()) + LATER_MS, roll };
    } else this.#plan.at = Math.min(Math.max(this.#plan.at, at), this.#plan.latest);
    return this.#plan.roll;
  }

  async #ask(at: number): Promise<Roll> {
    await this.#clock.sleep(Math.min(Math.max(0, at - this.#clock.now()), LONGEST_MS));
    for (let planned = at, plan = this.#plan; plan !== undefined && plan.at > planned; ) {
      const laterMs = plan.at - planned;
      planned = plan.at;
      await this.#clock.sleep(laterMs);
    }
    const age = this.#age;
    const roll = this.#answered();
    this.#onItsWay = roll;
    this.#plan = undefined;
    try {
      const answered = await roll;
      if (age === this.#age) this.#kept.push(answered);
      return answered;
    } finally {
      if (this.#onItsWay === roll) this.#onItsWay = undefined;
    }
  }

  async #answered(): Promise<Roll> {
    const from = this.#clock.now();
    const ids = await this.#list();
    return { ids, from, to: this.#clock.now() };
  }
}
