import type { Image } from "../../clouds/image";
import type { CloudError, ConflictError } from "../../http/errors";
import type { SourceState } from "../../resources/resource";
import type { Handle } from "../handle";

/** An answer, and when it was asked for. `inTurn`: other requests came between, so that it may be older than it seems. */
export interface Answer<T> {
  readonly value: T;
  readonly askedAt: number;
  readonly inTurn: boolean;
}

/** What the create call of this run has come to. */
export type Create =
  | { readonly state: "not sent" }
  | { readonly state: "answered"; readonly handle: Handle }
  /** Something else took the source first. */
  | { readonly state: "busy"; readonly error: ConflictError }
  | { readonly state: "refused"; readonly error: CloudError }
  /** It may have been served. */
  | { readonly state: "lost"; readonly error: CloudError; readonly at: number };

/** What is known of an image that is to be begun. Immutable. */
export interface Evidence {
  readonly create: Create;
  /** When an earlier run on this machine has sent this very create. */
  readonly sentBefore?: number | undefined;
  /** Images with our mark that nobody has claimed, and that may still become usable; and those that a refusal has left empty. */
  readonly marked?:
    | Answer<{ readonly usable: readonly Image[]; readonly empty: readonly Image[] }>
    | undefined;
  /** An unfinished image of our name and source that shows no tags yet. */
  readonly nameless?: Answer<Image | undefined> | undefined;
  readonly source?: Answer<SourceState> | undefined;
  /** The source has been free since, with an unfinished image of ours beside it. */
  readonly freeSince?: number | undefined;
  /** An image that nothing works on any more. */
  readonly passedOver?: string | undefined;
  /** Images that only the list of all has shown; null: there is none. */
  readonly kept?: Image | null | undefined;
  readonly overlooked?: Image | null | undefined;
  readonly preflighted?: true | undefined;
}

export type Question = "marked" | "nameless" | "source" | "kept" | "overlooked" | "preflighted";

/** An image that the cloud holds or makes for us, as its create told of it or as it was found. */
export interface Acquired {
  readonly handle: Handle;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Of one that was kept when it was to be replaced. */
  readonly keptClaim?: string | undefined;
}

/** The next round asks anew what may have changed. */
export function nextRound({ create, ...evidence }: Evidence): Evidence {
  return {
    ...evidence,
    create: create.state === "busy" ? { state: "not sent" } : create,
    marked: undefined,
    nameless: undefined,
    source: undefined,
  };
}
