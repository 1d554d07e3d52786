import { abortable } from "../http/abortable";
import type { CallOptions } from "../http/call";
import type { Clock } from "../http/clock";

/** One answer of the list of all images: what was there at some time between the two. */
export interface Listing {
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
  readonly listing: Promise<Listing>;
}

/**
 * The list of all images of a cloud, as the other way to ask whether one is there. One answer serves all who ask at that
 * time and a little later: hundreds of images that are gone cost two of them.
 */
export class Listings {
  readonly #list: (options?: CallOptions) => Promise<ReadonlySet<string>>;
  readonly #clock: Clock;
  #recent: Listing[] = [];
  #onItsWay: Promise<Listing> | undefined;
  #plan: Plan | undefined;
  #age = 0;

  constructor(list: (options?: CallOptions) => Promise<ReadonlySet<string>>, clock: Clock) {
    this.#list = list;
    this.#clock = clock;
  }

  /** Those of the last minute, oldest first. */
  get recent(): readonly Listing[] {
    const now = this.#clock.now();
    this.#recent = this.#recent.filter(({ from, to }) => from > now - KEPT_MS && to <= now);
    return this.#recent;
  }

  /** The newest of the last minute, or one that is on its way, or else a new one. */
  newest(signal?: AbortSignal): Promise<Listing> {
    const last = this.recent.at(-1);
    if (last !== undefined) return Promise.resolve(last);
    return abortable(this.#onItsWay ?? this.#planned(this.#clock.now()), signal);
  }

  /** One that is asked for at `at` or later. */
  async since(at: number, signal?: AbortSignal): Promise<Listing> {
    const last = this.recent.at(-1);
    if (last !== undefined && last.from >= at) return last;
    for (let plan = 1; ; plan += 1) {
      const listing = await abortable(this.#planned(at), signal);
      if (listing.from >= at || plan === MOST_PLANS) return listing;
    }
  }

  /** Images have come that no earlier listing can show. */
  forget(): void {
    this.#age += 1;
    this.#recent = [];
    this.#onItsWay = undefined;
  }

  #planned(at: number): Promise<Listing> {
    if (this.#plan === undefined) {
      const listing = this.#request(at);
      listing.catch(() => {}); // whoever needed it may be gone
      this.#plan = { at, latest: Math.max(at, this.#clock.now()) + LATER_MS, listing };
    } else this.#plan.at = Math.min(Math.max(this.#plan.at, at), this.#plan.latest);
    return this.#plan.listing;
  }

  async #request(at: number): Promise<Listing> {
    await this.#clock.sleep(Math.min(Math.max(0, at - this.#clock.now()), LONGEST_MS));
    for (let planned = at, plan = this.#plan; plan !== undefined && plan.at > planned; ) {
      const laterMs = plan.at - planned;
      planned = plan.at;
      await this.#clock.sleep(laterMs);
    }
    const age = this.#age;
    const listing = this.#answered();
    this.#onItsWay = listing;
    this.#plan = undefined;
    try {
      const answered = await listing;
      if (age === this.#age) this.#recent.push(answered);
      return answered;
    } finally {
      if (this.#onItsWay === listing) this.#onItsWay = undefined;
    }
  }

  async #answered(): Promise<Listing> {
    const from = this.#clock.now();
    const ids = await this.#list();
    return { ids, from, to: this.#clock.now() };
  }
}
