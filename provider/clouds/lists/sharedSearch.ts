import { abortable } from "../../http/abortable";
import type { CallOptions } from "../../http/call";
import { CloudError, ProtocolError } from "../../http/errors";
import { Errand } from "../../http/queue/errand";

/** Such a search goes by itself, at once, while no others wait: a few images begin as fast as one. */
const MOST_ALONE = 3;
/**
 * What a search has shown must hold when its images are begun, by two or three calls each, ten in a second: one that serves more
 * than these is too old for the last of them (docs/waiting.md#the-queue-of-calls).
 */
export const MOST_TOGETHER = 8;

/** Asks which images bear one of these marks. */
interface SearchCalls<Found> {
  readonly one: (mark: string, options: CallOptions) => Promise<readonly Found[]>;
  /** Absent: all go by themselves. */
  readonly several?:
    | ((marks: readonly string[], options: CallOptions) => Promise<readonly Found[]>)
    | undefined;
}

interface Asker<Found> {
  readonly mark: string;
  readonly options: CallOptions;
  readonly answer: (search: Promise<Shared<Found>>) => void;
}

/** What one search has shown: of one mark its images, of several also those of others. */
export interface Shared<Found> {
  readonly found: readonly Found[];
  /** When it was requested: what came later it may not have seen. */
  readonly askedAt: number;
}

/**
 * Searches of many creates for what earlier runs have begun: those that come while others are on their way share the next, which
 * is requested after all of them have asked. One alone is as it would be without.
 */
export class SharedSearch<Found> {
  readonly #calls: SearchCalls<Found>;
  readonly #now: () => number;
  #running = 0;
  #runsGroup = false;
  #line: Asker<Found>[] = [];

  constructor(calls: SearchCalls<Found>, now: () => number) {
    this.#calls = calls;
    this.#now = now;
  }

  async find(mark: string, options: CallOptions): Promise<Shared<Found>> {
    const { several } = this.#calls;
    const isEarly = this.#running < MOST_ALONE && this.#line.length === 0;
    if (several === undefined || isEarly) return this.#alone(mark, options);
    try {
      return await this.#inLine(mark, options);
    } catch (error) {
      if (!mayBeAboutAnother(error)) throw error;
      return await this.#alone(mark, options);
    }
  }

  async #inLine(mark: string, options: CallOptions): Promise<Shared<Found>> {
    const { signal, errand } = options;
    signal?.throwIfAborted();
    let called = () => {};
    errand?.tell(new Promise<void>((resolve) => (called = resolve)));
    let asker: Asker<Found> | undefined;
    const search = new Promise<Shared<Found>>((resolve) => {
      const answer = (shared: Promise<Shared<Found>>) => {
        called();
        resolve(shared);
      };
      asker = { mark, options, answer };
      this.#line.push(asker);
    });
    try {
      return await abortable(search, signal);
    } finally {
      called();
      this.#line = this.#line.filter((one) => one !== asker);
    }
  }

  #alone(mark: string, options: CallOptions): Promise<Shared<Found>> {
    return this.#run((own) => this.#calls.one(mark, own), options);
  }

  async #run(
    search: (options: CallOptions) => Promise<readonly Found[]>,
    options: CallOptions,
  ): Promise<Shared<Found>> {
    this.#running += 1;
    let askedAt: number | undefined;
    const called = this.#now();
    const beforeSending = () => {
      askedAt ??= this.#now();
    };
    try {
      const found = await search(withMore(options, { beforeSending }));
      return { found, askedAt: askedAt ?? called };
    } finally {
      this.#running -= 1;
      this.#next();
    }
  }

  /** Those whose calls go first, all of them here before it is sent. */
  #next(): void {
    if (this.#runsGroup || this.#line.length === 0) return;
    const number = ({ options }: Asker<Found>) => options.errand?.number ?? Number.POSITIVE_INFINITY;
    const inOrder = this.#line.toSorted((a, b) => number(a) - number(b));
    const group = inOrder.slice(0, MOST_TOGETHER);
    this.#line = inOrder.slice(MOST_TOGETHER);
    this.#runsGroup = true;
    const search = this.#together(group).finally(() => {
      this.#runsGroup = false;
      this.#next();
    });
    search.catch(() => {}); // all who asked may have left
    for (const { answer } of group) answer(search);
  }

  async #together(group: readonly Asker<Found>[]): Promise<Shared<Found>> {
    const marks = [...new Set(group.map(({ mark }) => mark))];
    const all = group.map(({ options }) => options);
    const abandoned = new AbortController();
    const left = () => {
      if (all.every(({ signal }) => signal?.aborted)) abandoned.abort(all[0]?.signal?.reason);
    };
    for (const { signal } of all) signal?.addEventListener("abort", left);
    try {
      return await this.#run(async (own) => (await this.#calls.several?.(marks, own)) ?? [], {
        errand: errandOf(all),
        signal: abandoned.signal,
        get deadline() {
          return latest(all.map(({ deadline }) => deadline));
        },
      });
    } finally {
      for (const { signal } of all) signal?.removeEventListener("abort", left);
    }
  }
}

/** The first one's; each of them is told of the stay in the queue. */
function errandOf(all: readonly CallOptions[]): Errand | undefined {
  const errand = all[0]?.errand;
  const tell = (queueing: Promise<void>) => {
    for (const { errand } of all) errand?.tell(queueing);
  };
  return errand && new Errand(errand.rank, tell, errand.number);
}

/** About another's image, or the way to ask for several: then each asks for its own, and hears what is wrong with that. */
function mayBeAboutAnother(error: unknown): boolean {
  return error instanceof ProtocolError || (error instanceof CloudError && error.outcome === "rejected");
}

function withMore(options: CallOptions, more: Pick<CallOptions, "beforeSending">): CallOptions {
  return {
    ...options,
    ...more,
    get deadline() {
      return options.deadline;
    },
  };
}

function latest(deadlines: readonly (number | undefined)[]): number | undefined {
  return deadlines.reduce((one, other) =>
    one === undefined || other === undefined ? undefined : Math.max(one, other),
  );
}
