import type { Clock } from "../http/clock";
import { CloudError, ThrottledError, WaitTimeoutError } from "../http/errors";
import { Entry } from "./entry";
import { Pace } from "./pace";
import { LAST_LOOK_MS } from "./schedule";
import type { LookUp, SharedVerdict, Watch } from "./watch";

/** What comes due within this share of its own gap rides along with a look that happens anyway. */
const RIDE_ALONG = 0.2;
/** A look that needs more is no news, and a throttled one slows everybody down: neither is retried for long. */
const LOOK_PATIENCE_MS = 10_000;
/** What a cloud may ask for by Retry-After. */
const LONGEST_PAUSE_MS = 60_000;
/** Durations that are kept of each kind. */
const KEPT_DURATIONS = 20;

/**
 * One for each cloud, shared by all images of a run: what is due together is looked up together. A look that fails is
 * no news and never ends a wait; only the cloud's word or the deadline does.
 */
export class Watcher<Seen> {
  readonly #entries = new Set<Entry<Seen>>();
  readonly #durations = new Map<string, number[]>();
  readonly #pace = new Pace();
  readonly #lookUp: LookUp<Seen>;
  readonly #clock: Clock;
  #wake = () => {};
  #running = false;

  constructor(lookUp: LookUp<Seen>, clock: Clock) {
    this.#lookUp = lookUp;
    this.#clock = clock;
  }

  /** Resolves with the result of a `done` verdict; rejects with a failed one's error, at the deadline, or on abort. */
  wait<Result>(watch: Watch<Seen, Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const { signal, kind } = watch;
      if (signal?.aborted) return reject(signal.reason);
      const settle = { resolve: resolve as (result: unknown) => void, reject };
      const entry = new Entry<Seen>(
        watch,
        this.#clock.now(),
        kind === undefined ? [] : this.#durationsOf(kind),
        settle,
      );
      entry.abort = () => this.#leave(entry, () => reject(signal?.reason));
      signal?.addEventListener("abort", entry.abort, { once: true });
      this.#entries.add(entry);
      if (!watch.atOnce) this.#plan(entry);
      this.#wake();
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#entries.size > 0) {
      const idle = [...this.#entries].filter(({ look }) => look === undefined);
      if (await this.#sleepUntil(Math.min(...idle.map((entry) => this.#lookTime(entry))))) this.#look();
    }
    this.#running = false;
  }

  #lookTime(entry: Entry<Seen>): number {
    const allowed = this.#pace.nextMs(this.#clock.now(), { shared: this.#shares(entry) });
    return Math.min(Math.max(entry.due, allowed), entry.watch.deadline - LAST_LOOK_MS);
  }

  /** False when somebody came, left, or was answered: then it is to be planned anew. */
  async #sleepUntil(time: number): Promise<boolean> {
    const sleeping = new AbortController();
    this.#wake = () => sleeping.abort();
    try {
      if (time === Number.POSITIVE_INFINITY) await new Promise<void>((resolve) => (this.#wake = resolve));
      else await this.#clock.sleep(Math.max(0, time - this.#clock.now()), sleeping.signal);
      return time < Number.POSITIVE_INFINITY;
    } catch (error) {
      if (!sleeping.signal.aborted)
        for (const entry of this.#entries) this.#leave(entry, () => entry.reject(error));
      return false;
    } finally {
      this.#wake = () => {};
    }
  }

  /** Sends one look, for the one that is due first or for all that share it; the answer is not waited for. */
  #look(): void {
    const now = this.#clock.now();
    const idle = [...this.#entries].filter(({ look }) => look === undefined);
    const due = idle.filter((entry) => this.#lookTime(entry) <= now).sort((a, b) => a.due - b.due);
    const [first] = due;
    if (first === undefined) return;
    this.#pace.spend(now);
    if (this.#shares(first)) {
      const along = idle.filter((e) => this.#shares(e) && (e.shown || e.due - RIDE_ALONG * e.gap <= now));
      void this.#lookShared([...new Set([first, ...along])]);
    } else void this.#lookAlone(first);
  }

  /** Whether the next look at this one is one that shows all: many wait, and the budget has no room for looks of its own. */
  #shares(entry: Entry<Seen>): boolean {
    if (entry.watch.own === undefined) return true;
    if (entry.watch.key === undefined || entry.unclear || this.#sharing() < 2) return false;
    return !this.#pace.affordsOwn(this.#clock.now());
  }

  /** How many one shared look serves. */
  #sharing(): number {
    return [...this.#entries].filter(({ watch }) => watch.key !== undefined).length;
  }

  async #lookShared(entries: readonly Entry<Seen>[]): Promise<void> {
    await this.#ask(entries, async (options) => {
      const keys = new Set(entries.flatMap(({ watch }) => watch.key ?? []));
      const seen = await this.#lookUp([...keys], options);
      return ({ watch, since }) => {
        const image = watch.key === undefined ? undefined : seen.get(watch.key);
        return { verdict: watch.judge(image, this.#clock.now() - since), shown: image !== undefined };
      };
    });
  }

  async #lookAlone(entry: Entry<Seen>): Promise<void> {
    await this.#ask([entry], async (options) => {
      const verdict = await entry.watch.own?.(options);
      return () => ({ verdict: verdict ?? { state: "pending", step: "no answer" }, shown: entry.shown });
    });
  }

  async #ask(
    entries: readonly Entry<Seen>[],
    send: (options: { deadline: number; signal: AbortSignal }) => Promise<Judge<Seen>>,
  ): Promise<void> {
    const look = new AbortController();
    for (const entry of entries) entry.look = look;
    const patience = this.#clock.now() + LOOK_PATIENCE_MS;
    const deadline = Math.min(patience, ...entries.map(({ watch }) => watch.deadline));
    try {
      const judge = await send({ deadline, signal: look.signal });
      for (const entry of entries) this.#guard(entry, () => this.#judged(entry, judge(entry)));
    } catch (error) {
      if (error instanceof ThrottledError) this.#pause(error, entries);
      for (const entry of entries) this.#guard(entry, () => this.#noNews(entry, error));
    } finally {
      for (const entry of entries) entry.look = undefined;
      this.#wake();
    }
  }

  /** A bug in what one image brings along ends its own wait, and no other. */
  #guard(entry: Entry<Seen>, step: () => void): void {
    if (!this.#entries.has(entry)) return; // left while the look was on its way
    try {
      step();
    } catch (error) {
      this.#leave(entry, () => entry.reject(error));
    }
  }

  #judged(entry: Entry<Seen>, { verdict, shown }: Judged): void {
    const now = this.#clock.now();
    const { kind } = entry.watch;
    entry.shown = shown;
    entry.unclear = verdict.state === "unclear";
    switch (verdict.state) {
      case "done":
        if (kind !== undefined) this.#keep(kind, now - entry.since);
        this.#leave(entry, () => entry.resolve(verdict.result));
        break;
      case "failed":
        this.#leave(entry, () => entry.reject(verdict.error));
        break;
      case "pending":
        entry.read(now, verdict.percent);
        this.#next(entry, verdict.step);
        break;
      case "unclear":
        this.#next(entry, verdict.step);
        if (!entry.isLast(now)) entry.due = now;
    }
  }

  #noNews(entry: Entry<Seen>, error: unknown): void {
    if (!(error instanceof CloudError)) throw error; // a bug of ours
    this.#next(entry, `cannot look: ${error.message}`);
  }

  #pause(error: ThrottledError, entries: readonly Entry<Seen>[]): void {
    const pause = Math.max(error.retryAfterMs ?? 0, ...entries.map(({ gap }) => gap));
    this.#pace.pause(this.#clock.now() + Math.min(pause, LONGEST_PAUSE_MS));
  }

  #next(entry: Entry<Seen>, step: string): void {
    const now = this.#clock.now();
    entry.watch.onLook?.(entry.told(now, step));
    if (!entry.isLast(now)) {
      this.#plan(entry);
      return;
    }
    const seconds = Math.round((now - entry.since) / 1000);
    const message = `not finished after ${seconds} s; last seen: ${step}`;
    this.#leave(entry, () => entry.reject(new WaitTimeoutError(message, { outcome: "unknown" })));
  }

  #plan(entry: Entry<Seen>): void {
    const sharedBy = entry.watch.key === undefined ? 1 : this.#sharing();
    entry.plan(this.#clock.now(), this.#clock.random(), sharedBy);
  }

  #durationsOf(kind: string): number[] {
    const known = this.#durations.get(kind) ?? [];
    this.#durations.set(kind, known);
    return known;
  }

  #keep(kind: string, durationMs: number): void {
    const kept = this.#durationsOf(kind);
    kept.push(durationMs);
    if (kept.length > KEPT_DURATIONS) kept.shift();
  }

  #leave(entry: Entry<Seen>, settle: () => void): void {
    if (!this.#entries.delete(entry)) return;
    entry.watch.signal?.removeEventListener("abort", entry.abort);
    settle();
    const { look } = entry;
    const served = [...this.#entries].some((other) => other.look === look);
    if (look !== undefined && !served) look.abort();
    this.#wake();
  }
}

interface Judged {
  readonly verdict: SharedVerdict<unknown>;
  readonly shown: boolean;
}

type Judge<Seen> = (entry: Entry<Seen>) => Judged;
