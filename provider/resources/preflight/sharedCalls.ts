import type { Cloud } from "../../clouds/cloud";
import { abortable } from "../../http/abortable";
import type { CallOptions } from "../../http/call";
import type { Clock } from "../../http/clock";

/** How long an answer may be reused after it has come, and by how many callers. */
export interface Reuse {
  readonly forMs: number;
  readonly times?: number;
}

export interface SharedAnswer<Answer> {
  readonly answer: Answer;
  /** The number of callers that got this answer before. */
  readonly before: number;
}

/** Long enough for all images that start together to ask. */
const BRIEFLY_MS = 10_000;
/** The deadline of a shared call. */
const DEADLINE_MS = 30_000;

export const reuseForTheRun: Reuse = { forMs: Number.POSITIVE_INFINITY };
export const reuseBriefly: Reuse = { forMs: BRIEFLY_MS };
/** For problems, which the program's next operation may correct: the next caller sends a new call. */
export const noReuse: Reuse = { forMs: 0 };

interface Pending {
  readonly answer: Promise<unknown>;
  readonly abandoned: AbortController;
  /** The number of callers that have got the answer, and of those that wait for it. */
  uses: number;
  waiting: number;
  /** Absent while the call is running: everybody who asks in the meantime gets its answer. */
  reuse?: Reuse & { readonly until: number };
}

/** Calls with the same answer for many images: one call serves everybody who asks at the same time, and some who ask later. */
export class SharedCalls {
  readonly #clock: Clock;
  readonly #pending = new Map<string, Pending>();
  #reusesAll = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** For previews, which change nothing: every answer is reused until the end. */
  reuseAll(): void {
    this.#reusesAll = true;
  }

  /** A failure rejects for everybody who waits for the call; it is not reused. */
  async share<Answer>(
    key: string,
    send: (options: CallOptions) => Promise<Answer>,
    reuseOf: (answer: Answer) => Reuse,
    { signal }: CallOptions,
  ): Promise<SharedAnswer<Answer>> {
    const existing = this.#pending.get(key);
    const pending =
      existing !== undefined && this.#isReusable(existing) ? existing : this.#send(key, send, reuseOf);
    const before = pending.uses;
    pending.uses += 1;
    pending.waiting += 1;
    try {
      return { answer: (await abortable(pending.answer, signal)) as Answer, before };
    } finally {
      pending.waiting -= 1;
      if (pending.waiting === 0 && pending.reuse === undefined) this.#giveUp(key, pending);
    }
  }

  #isReusable({ reuse, uses }: Pending): boolean {
    if (reuse === undefined || this.#reusesAll) return true;
    const { until, times = Number.POSITIVE_INFINITY } = reuse;
    return this.#clock.now() < until && uses < times;
  }

  #send<Answer>(
    key: string,
    send: (options: CallOptions) => Promise<Answer>,
    reuseOf: (answer: Answer) => Reuse,
  ): Pending {
    const abandoned = new AbortController();
    const options = { signal: abandoned.signal, deadline: this.#clock.now() + DEADLINE_MS };
    const answer = send(options).then((value) => {
      const reuse = reuseOf(value);
      pending.reuse = { ...reuse, until: this.#clock.now() + reuse.forMs };
      return value;
    });
    const pending: Pending = { answer, abandoned, uses: 0, waiting: 0 };
    answer.catch(() => {}); // all callers may have given up
    this.#pending.set(key, pending);
    return pending;
  }

  /** The call has failed, or nobody waits for it any more. */
  #giveUp(key: string, pending: Pending): void {
    if (this.#pending.get(key) === pending) this.#pending.delete(key);
    pending.abandoned.abort();
  }
}

const byCloud = new WeakMap<Cloud, SharedCalls>();

/** Calls are shared within one connection: one project, one user, one region, one process. */
export function sharedCallsOf(cloud: Cloud): SharedCalls {
  const existing = byCloud.get(cloud) ?? new SharedCalls(cloud.clock);
  byCloud.set(cloud, existing);
  return existing;
}

/** Shares a call with everybody who needs it at the same time, and with later callers as far as `reuseOf` allows. */
export async function sharedAnswer<Answer>(
  cloud: Cloud,
  key: string,
  send: (options: CallOptions) => Promise<Answer>,
  options: CallOptions,
  reuseOf: (answer: Answer) => Reuse = () => noReuse,
): Promise<Answer> {
  return (await sharedCallsOf(cloud).share(key, send, reuseOf, options)).answer;
}
