import type { Learnt } from "./learnt";

/** What one look says about the thing that is waited for. */
export type Verdict<Result> =
  | { readonly state: "pending"; readonly step: string; readonly percent?: number | undefined }
  | { readonly state: "done"; readonly result: Result }
  | { readonly state: "failed"; readonly error: Error };

/**
 * What a shared look says. `unclear`: it cannot tell, and the thing's own look is asked at once. `alone`: that it failed
 * only its own look would tell, which is asked now and then.
 */
export type SharedVerdict<Result> =
  | Verdict<Result>
  | { readonly state: "pending"; readonly step: string; readonly alone: true }
  | { readonly state: "unclear"; readonly step: string };

export interface Watch<Seen, Result> {
  /** What the shared look asks for, such as an image's id. Undefined: as long as that is not known, only `own` looks. */
  readonly key: string | undefined;
  /** Judges a shared look; `seen` is undefined when the cloud does not show the thing. */
  judge(seen: Seen | undefined, elapsedMs: number): SharedVerdict<Result>;
  /**
   * Looks at this thing alone, by a call that tells more: the job's percentage, or why it failed. A thing that is waited
   * for alone is looked at in no other way; of many each is now and then, to learn when it will end.
   */
  own?(options: LookOptions): Promise<Verdict<Result>>;
  /** It is waited for until it is gone: a list that showed it, and shows it no more, may be believed. Default false. */
  readonly untilGone?: boolean;
  /** Milliseconds since the epoch. Shortly before it there is one last look. */
  readonly deadline: number;
  /** Look at once instead of after the first delay: the thing is likely to be there already. Default false. */
  readonly atOnce?: boolean;
  /** When to look first, or again after a look at once. Default: as the schedule has it. */
  readonly firstMs?: number;
  /** Things of one kind take similar times. Only for a wait that begins with the thing's making. */
  readonly kind?: string | undefined;
  readonly onLook?: (look: Look) => void;
  readonly signal?: AbortSignal | undefined;
}

/** One look, for those who show progress. */
export interface Look {
  readonly elapsedMs: number;
  readonly step: string;
  readonly percent?: number | undefined;
  /** Until the expected end, where one can be expected. */
  readonly leftMs?: number | undefined;
}

/** Looks up many things in as few calls as the cloud allows. Rejects only where nothing was learnt at all. */
export type LookUp<Seen> = (keys: readonly string[], options: LookOptions) => Promise<Learnt<Seen>>;

export interface LookOptions {
  /** Milliseconds since the epoch after which no further attempt is made: the schedule looks again anyway. */
  readonly deadline: number;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  /** Waits until one more request may be sent: one look may take several, and each counts. */
  turn(): Promise<void>;
  /** Of these keys a list that showed them, and shows them no more, may be believed. */
  readonly leaving: ReadonlySet<string>;
}
