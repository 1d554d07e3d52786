import type { Cloud } from "../../clouds/cloud";
import { abortable } from "../../http/abortable";
import type { CallOptions } from "../../http/call";
import type { Clock } from "../../http/clock";

/** How long an answer may be reused after it has come, and by how many callers. */
export interface Belief {
  readonly forMs: number;
  readonly by?: number;
}

export interface SharedAnswer<Answer> {
  readonly answer: Answer;
  /** The number of callers that got this answer before. */
  readonly before: number;
}

/** Long enough for all images that start together to ask. */
const BRIEFLY_MS = 10_000;
/** The deadline of a shared call. */
const PATIENCE_MS = 30_000;

export const believedForTheRun: Belief = { forMs: Number.POSITIVE_INFINITY };
export const believedBriefly: Belief = { forMs: BRIEFLY_MS };
/** For problems, which the program's next operation may correct: the next caller sends a new call. */
export const notBelieved: Belief = { forMs: 0 };

interface Pending {
  readonly answer: Promise<unknown>;
  readonly nobody: AbortController;
  /** The number of callers that have got the answer, and of those that wait for it. */
  had: number;
  waiting: number;
  /** Absent while the call is running: everybody who asks in the meantime gets its answer. */
  belief?: Belief & { readonly until: number };
}

/** Calls with the same answer for many images: one call serves everybody who asks at the same time, and some who ask later. */
export class Answers {
  readonly #clock: Clock;
  readonly #pending = new Map<string, Pending>();
  #keepsAll = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** For previews, which change nothing: every answer is reused until the end. */
  keepAll(): void {
    this.#keepsAll = true;
  }

  /** A failure rejects for everybody who waits for the call; it is not reused. */
  async of<Answer>(
    question: string,
    send: (options: CallOptions) => Promise<Answer>,
    believed: (answer: Answer) => Belief,
    { signal }: CallOptions,
  ): Promise<SharedAnswer<Answer>> {
    const existing = this.#pending.get(question);
    const pending =
      existing !== undefined && this.#holds(existing) ? existing : this.#send(question, send, believed);
    const before = pending.had;
    pending.had += 1;
    pending.waiting += 1;
    try {
      return { answer: (await abortable(pending.answer, signal)) as Answer, before };
    } finally {
      pending.waiting -= 1;
      if (pending.waiting === 0 && pending.belief === undefined) this.#giveUp(question, pending);
    }
  }

  #holds({ belief, had }: Pending): boolean {
    if (belief === undefined || this.#keepsAll) return true;
    const { until, by = Number.POSITIVE_INFINITY } = belief;
    return this.#clock.now() < until && had < by;
  }

  #send<Answer>(
    question: string,
    send: (options: CallOptions) => Promise<Answer>,
    believed: (answer: Answer) => Belief,
  ): Pending {
    const nobody = new AbortController();
    const options = { signal: nobody.signal, deadline: this.#clock.now() + PATIENCE_MS };
    const answer = send(options).then((value) => {
      const belief = believed(value);
      pending.belief = { ...belief, until: this.#clock.now() + belief.forMs };
      return value;
    });
    const pending: Pending = { answer, nobody, had: 0, waiting: 0 };
    answer.catch(() => {}); // all callers may have given up
    this.#pending.set(question, pending);
    return pending;
  }

  /** The call has failed, or nobody waits for it any more. */
  #giveUp(question: string, pending: Pending): void {
    if (this.#pending.get(question) === pending) this.#pending.delete(question);
    pending.nobody.abort();
  }
}

const byCloud = new WeakMap<Cloud, Answers>();

/** Calls are shared within one connection: one project, one user, one region, one process. */
export function answersOf(cloud: Cloud): Answers {
  const existing = byCloud.get(cloud) ?? new Answers(cloud.clock);
  byCloud.set(cloud, existing);
  return existing;
}

/** Shares a call with everybody who needs it at the same time, and with later callers as far as `believed` allows. */
export async function sharedAnswer<Answer>(
  cloud: Cloud,
  question: string,
  send: (options: CallOptions) => Promise<Answer>,
  options: CallOptions,
  believed: (answer: Answer) => Belief = () => notBelieved,
): Promise<Answer> {
  return (await answersOf(cloud).of(question, send, believed, options)).answer;
}
