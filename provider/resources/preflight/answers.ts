import type { Cloud } from "../../clouds/cloud";
import { abortable } from "../../http/abortable";
import type { CallOptions } from "../../http/call";
import type { Clock } from "../../http/clock";

/** How far an answer is believed by those who ask after it has come: for so long, and by so many in all. */
export interface Belief {
  readonly forMs: number;
  readonly by?: number;
}

export interface SharedAnswer<Answer> {
  readonly answer: Answer;
  /** How many had this answer before. */
  readonly before: number;
}

/** As long as images that begin together need to ask. */
const BRIEFLY_MS = 10_000;
/** No call that others wait for goes on for longer. */
const PATIENCE_MS = 30_000;

export const believedForTheRun: Belief = { forMs: Number.POSITIVE_INFINITY };
export const believedBriefly: Belief = { forMs: BRIEFLY_MS };
/** What speaks against a create may be mended by what the same program does next: the next one asks anew. */
export const notBelieved: Belief = { forMs: 0 };

interface Pending {
  readonly answer: Promise<unknown>;
  readonly nobody: AbortController;
  /** How many have had it, and how many wait for it. */
  had: number;
  waiting: number;
  /** Absent while the answer is on its way: all who ask meanwhile get it. */
  belief?: Belief & { readonly until: number };
}

/** Questions that have the same answer for many images: one call answers all who ask at that time, and some who ask later. */
export class Answers {
  readonly #clock: Clock;
  readonly #pending = new Map<string, Pending>();
  #keepsAll = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Where nothing is made, nothing changes either: each answer holds to the end. */
  keepAll(): void {
    this.#keepsAll = true;
  }

  /** A failure is told to those who wait for it, and to nobody else. */
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
    answer.catch(() => {}); // whoever asked may be gone
    this.#pending.set(question, pending);
    return pending;
  }

  /** It has failed, or nobody waits for it any more. */
  #giveUp(question: string, pending: Pending): void {
    if (this.#pending.get(question) === pending) this.#pending.delete(question);
    pending.nobody.abort();
  }
}

const byCloud = new WeakMap<Cloud, Answers>();

/** A cloud is one connection: one project, one user, one region, one process. */
export function answersOf(cloud: Cloud): Answers {
  const existing = byCloud.get(cloud) ?? new Answers(cloud.clock);
  byCloud.set(cloud, existing);
  return existing;
}

/** What is the same for all who ask at once; `believed`: and for some who ask later. */
export async function sharedAnswer<Answer>(
  cloud: Cloud,
  question: string,
  send: (options: CallOptions) => Promise<Answer>,
  options: CallOptions,
  believed: (answer: Answer) => Belief = () => notBelieved,
): Promise<Answer> {
  return (await answersOf(cloud).of(question, send, believed, options)).answer;
}
