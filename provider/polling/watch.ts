import type { PollResult } from "./pollInParts";

/** What one poll says about the thing that is waited for. */
export type Verdict<Result> =
  | { readonly state: "pending"; readonly step: string; readonly percent?: number | undefined }
  | { readonly state: "done"; readonly result: Result }
  | { readonly state: "failed"; readonly error: Error };

/**
 * What a shared poll says. `unclear`: it cannot tell, and the thing is polled alone at once. `alone`: only a poll of it
 * alone would tell that it failed, and that happens now and then.
 */
export type SharedVerdict<Result> =
  | Verdict<Result>
  | { readonly state: "pending"; readonly step: string; readonly alone: true }
  | { readonly state: "unclear"; readonly step: string };

export interface Watch<Seen, Result> {
  /** What the shared poll asks for, such as an image's id. While it is undefined, the thing is only polled alone. */
  readonly key: string | undefined;
  /** Judges a shared poll; `seen` is undefined when the cloud does not show the thing. */
  judge(seen: Seen | undefined, elapsedMs: number): SharedVerdict<Result>;
  /**
   * Polls this thing alone, by a call that tells more: the job's percentage, or why it failed. A thing that is waited
   * for alone is polled in no other way; of many, each is polled so now and then, to learn when it will end.
   */
  pollAlone?(options: PollOptions): Promise<Verdict<Result>>;
  /** It is waited for until it is gone: a list that showed it, and shows it no more, may be believed. Default false. */
  readonly untilGone?: boolean;
  /** Milliseconds since the epoch; read anew each time. Shortly before it there is one last poll. */
  readonly deadline: number;
  /** Poll at once instead of after the first delay: the thing is likely to be there already. Default false. */
  readonly atOnce?: boolean;
  /** When to poll first, or again after one at once. Default: as the schedule has it. */
  readonly firstMs?: number;
  /** Things of one kind take similar times. Only for a wait that begins with the thing's making. */
  readonly kind?: string | undefined;
  /** What it is like, where the wait did not begin with its making: what such things take tells its end. Default: `kind`. */
  readonly like?: string | undefined;
  /** It was begun before this wait, although it may not be known when. Default false. */
  readonly isResumed?: boolean;
  /** When the cloud began it, if that was before this wait. Milliseconds since the epoch. */
  readonly begunAt?: number | undefined;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What one poll has brought, for those who show progress. */
export interface Progress {
  readonly elapsedMs: number;
  readonly step: string;
  readonly percent?: number | undefined;
  /** Until the end, where that can be told well. */
  readonly leftMs?: number | undefined;
  /** Since the cloud began it, where that was before this wait. */
  readonly ageMs?: number | undefined;
}

/** Polls many things in as few calls as the cloud allows. Rejects only where nothing was learnt at all. */
export type PollMany<Seen> = (keys: readonly string[], options: PollOptions) => Promise<PollResult<Seen>>;

export interface PollOptions {
  /** Milliseconds since the epoch after which no further attempt is made: the schedule polls again anyway. */
  readonly deadline: number;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  /** Waits until one more request may be sent: one poll may take several, and each counts. */
  awaitTurn(): Promise<void>;
  /** Of these keys a list that showed them, and shows them no more, may be believed. */
  readonly leaving: ReadonlySet<string>;
}
