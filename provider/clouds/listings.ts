import { abortable } from "../http/abortable";
import type { CallOptions } from "../http/call";
import type { Clock } from "../http/clock";
import { Errand } from "../http/queue/errand";

/** The ids in one list of all images, as of some time between `from` and `to`. */
export interface Listing {
  readonly ids: ReadonlySet<string>;
  /** The times of the request and of the answer, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** An older list says too little about now. */
const REUSED_FOR_MS = 60_000;
/** A planned list is delayed by at most this, for callers that need one a little later. */
const LATER_MS = 5_000;
/** The longest wait for a list: a longer one means that this machine's clock was set back. */
const LONGEST_MS = 10_000;
/** The number of lists that a caller may have to wait for: some may start too early. */
const MOST_PLANS = 3;

interface Plan {
  at: number;
  readonly latest: number;
  readonly listing: Promise<Listing>;
}

/**
 * Lists the ids of all images of a cloud, as the other way to find out whether an image exists. One list serves everybody who
 * asks at that time or a little later: hundreds of images that are gone cost two lists.
 */
export class Listings {
  readonly #list: (options?: CallOptions) => Promise<ReadonlySet<string>>;
  readonly #clock: Clock;
  /** The oldest of all: a list says of many what each of them would ask for. */
  readonly #errand = new Errand("delete");
  #recent: Listing[] = [];
  #inFlight: Promise<Listing> | undefined;
  #plan: Plan | undefined;
  #generation = 0;

  constructor(list: (options?: CallOptions) => Promise<ReadonlySet<string>>, clock: Clock) {
    this.#list = list;
    this.#clock = clock;
  }

  /** The lists of the last minute, oldest first. */
  get recent(): readonly Listing[] {
    const now = this.#clock.now();
    this.#recent = this.#recent.filter(({ from, to }) => from > now - REUSED_FOR_MS && to <= now);
    return this.#recent;
  }

  /** The newest list of the last minute, or the one that is being fetched, or else a new one. */
  newest(signal?: AbortSignal): Promise<Listing> {
    const last = this.recent.at(-1);
    if (last !== undefined) return Promise.resolve(last);
    return abortable(this.#inFlight ?? this.#plannedFor(this.#clock.now()), signal);
  }

  /** A list that is requested at `at` or later. */
  async since(at: number, signal?: AbortSignal): Promise<Listing> {
    const last = this.recent.at(-1);
    if (last !== undefined && last.from >= at) return last;
    for (let plan = 1; ; plan += 1) {
      const listing = await abortable(this.#plannedFor(at), signal);
      if (listing.from >= at || plan === MOST_PLANS) return listing;
    }
  }

  /** Images have come that no earlier listing can show. */
  forget(): void {
    this.#generation += 1;
    this.#recent = [];
    this.#inFlight = undefined;
  }

  #plannedFor(at: number): Promise<Listing> {
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
    const age = this.#generation;
    const listing = this.#fetch();
    this.#inFlight = listing;
    this.#plan = undefined;
    try {
      const answered = await listing;
      if (age === this.#generation) this.#recent.push(answered);
      return answered;
    } finally {
      if (this.#inFlight === listing) this.#inFlight = undefined;
    }
  }

  async #fetch(): Promise<Listing> {
    const called = this.#clock.now();
    let from: number | undefined;
    const beforeSending = () => {
      from ??= this.#clock.now();
    };
    const ids = await this.#list({ errand: this.#errand, beforeSending });
    return { ids, from: from ?? called, to: this.#clock.now() };
  }
}
