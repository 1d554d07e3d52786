import type { Clock } from "../http/clock";
import { ask, type Looker } from "./ask";
import { Durations } from "./durations";
import { type Company, Entry } from "./entry";
import { Pace } from "./pace";
import { LAST_LOOK_MS } from "./schedule";
import type { LookUp, Watch } from "./watch";

/** What comes due within this share of its own gap rides along with a look that happens anyway. */
const RIDE_ALONG = 0.2;

/**
 * One for each cloud, shared by all images of a run: what is due together is looked up together. Only the cloud's word,
 * the deadline or an interruption ends a wait.
 */
export class Watcher<Seen> {
  readonly #entries = new Set<Entry<Seen>>();
  readonly #company: Company<Seen>;
  readonly #looker: Looker;
  readonly #lookUp: LookUp<Seen>;
  #wake = () => {};
  #running = false;
  /** The last look at one that was missed was its own: the next such look is shared again. */
  #turnedAside = false;

  constructor(lookUp: LookUp<Seen>, clock: Clock, pace = new Pace()) {
    this.#lookUp = lookUp;
    this.#looker = { clock, pace };
    this.#company = {
      clock,
      durations: new Durations(),
      sharing: () => new Set([...this.#entries].flatMap(({ watch }) => watch.key ?? [])).size,
      leave: (entry) => this.#leave(entry),
    };
  }

  /** Resolves with the result of a `done` verdict; rejects with a failed one's error, at the deadline, or on abort. */
  wait<Result>(watch: Watch<Seen, Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (watch.signal?.aborted) return reject(watch.signal.reason);
      const settle = { resolve: resolve as (result: unknown) => void, reject };
      const entry = new Entry<Seen>(watch, this.#company, settle);
      this.#entries.add(entry);
      if (!watch.atOnce) entry.plan();
      this.#wake();
      if (!this.#running) void this.#run().catch((error: unknown) => this.#giveUp(error));
    });
  }

  /** How many are waited for. */
  get waiting(): number {
    return this.#entries.size;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#entries.size > 0)
      if (await this.#sleepUntil(Math.min(...this.#idle().map((entry) => this.#lookTime(entry)))))
        this.#look();
    this.#running = false;
  }

  /** A bug here must not leave anybody waiting for ever, nor end the process and all its images with it. */
  #giveUp(error: unknown): void {
    this.#running = false;
    for (const entry of [...this.#entries]) entry.fail(error);
  }

  #idle(): Entry<Seen>[] {
    return [...this.#entries].filter(({ look }) => look === undefined);
  }

  #lookTime(entry: Entry<Seen>): number {
    const { clock, pace } = this.#looker;
    const allowed = pace.nextMs(clock.now(), { shared: this.#shares(entry) });
    entry.due = Math.min(entry.due, clock.now() + entry.gap); // later only where this machine's clock was set back
    return Math.min(Math.max(entry.due, allowed), entry.watch.deadline - LAST_LOOK_MS);
  }

  /** False when somebody came, left, or was answered: then it is to be planned anew. */
  async #sleepUntil(time: number): Promise<boolean> {
    const { clock } = this.#looker;
    const sleeping = new AbortController();
    this.#wake = () => sleeping.abort();
    try {
      if (time === Number.POSITIVE_INFINITY) await new Promise<void>((resolve) => (this.#wake = resolve));
      else await clock.sleep(Math.max(0, time - clock.now()), sleeping.signal);
      return time < Number.POSITIVE_INFINITY;
    } catch (error) {
      if (!sleeping.signal.aborted) for (const entry of this.#entries) entry.fail(error);
      return false;
    } finally {
      this.#wake = () => {};
    }
  }

  /** Sends one look, for the one that is due first or for all that share it; the answer is not waited for. */
  #look(): void {
    const now = this.#looker.clock.now();
    const idle = this.#idle();
    const due = idle.filter((entry) => this.#lookTime(entry) <= now).sort((a, b) => a.due - b.due);
    const [first] = due;
    if (first === undefined) return;
    const shared = this.#shares(first);
    this.#looker.pace.spend(now);
    const along = idle.filter((e) => this.#shares(e) && (e.shown || e.due - RIDE_ALONG * e.gap <= now));
    const look =
      shared && !this.#turnsAside(first)
        ? this.#lookShared([...new Set([first, ...along])])
        : this.#lookAlone(first);
    void look.finally(() => this.#wake());
  }

  /** Whether the next look at this one is one that shows all: many wait, and the budget has no room for looks of its own. */
  #shares(entry: Entry<Seen>): boolean {
    if (entry.watch.own === undefined) return true;
    if (entry.watch.key === undefined || entry.unclear || this.#company.sharing() < 2) return false;
    return !this.#looker.pace.affordsOwn(this.#looker.clock.now());
  }

  /**
   * Of the looks at what shared looks do not show, every second is its own, at a shared one's price: else shared looks that
   * see nothing would use up the budget, and nobody would hear that a job has failed.
   */
  #turnsAside({ missed, watch }: Entry<Seen>): boolean {
    if (!missed || watch.own === undefined) return false;
    this.#turnedAside = !this.#turnedAside;
    return this.#turnedAside;
  }

  #lookShared(entries: readonly Entry<Seen>[]): Promise<void> {
    return ask(this.#looker, entries, async (options) => {
      const keys = new Set(entries.flatMap(({ watch }) => watch.key ?? []));
      const { seen, unanswered } = await this.#lookUp([...keys], options);
      return ({ watch, since }) => {
        const { key = "" } = watch;
        const failure = unanswered.get(key);
        if (failure !== undefined) return failure;
        const image = seen.get(key);
        const verdict = watch.judge(image, this.#looker.clock.now() - since);
        return { verdict, shown: image !== undefined, missed: image === undefined || "alone" in verdict };
      };
    });
  }

  #lookAlone(entry: Entry<Seen>): Promise<void> {
    return ask(this.#looker, [entry], async (options) => {
      const verdict = await entry.watch.own?.(options);
      return () => ({
        verdict: verdict ?? { state: "pending", step: "no answer" },
        shown: entry.shown,
        missed: false,
      });
    });
  }

  #leave(entry: Entry<Seen>): void {
    this.#entries.delete(entry);
    const { look } = entry;
    const served = [...this.#entries].some((other) => other.look === look);
    if (look !== undefined && !served) look.abort();
    this.#wake();
  }
}
