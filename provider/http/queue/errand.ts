/** What calls are sent for, in the order in which they go where more wait than may be sent (docs/waiting.md#the-queue-of-calls). */
export const ranks = ["delete", "claim", "take-over", "create", "preflight"] as const;
export type Rank = (typeof ranks)[number];

let errands = 0;

/** Of calls that belong to no errand each is one for itself. */
export function nextErrand(): number {
  errands += 1;
  return errands;
}

/**
 * What an operation sends its calls for. Calls of one errand keep together in the queue: what one has shown still holds when the
 * next acts on it.
 */
export class Errand {
  /** `tell` is called with each stay in the queue. */
  constructor(
    readonly rank: Rank,
    readonly tell: (queueing: Promise<void>) => void = () => {},
    readonly number = nextErrand(),
  ) {}

  /** The same errand, at what comes before or after in it. */
  as(rank: Rank): Errand {
    return new Errand(rank, this.tell, this.number);
  }
}
