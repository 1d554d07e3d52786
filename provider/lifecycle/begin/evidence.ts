import type { Image } from "../../clouds/image";
import type { CloudError, ConflictError } from "../../http/errors";
import type { SourceState } from "../../resources/resource";
import type { Handle } from "../state/handle";

/** What the create call of this run has come to. */
export type Create =
  | { readonly state: "not sent" }
  | { readonly state: "answered"; readonly handle: Handle }
  /** Something else took the source first. */
  | { readonly state: "busy"; readonly error: ConflictError }
  | { readonly state: "refused"; readonly error: CloudError }
  /** It may have been served: nobody knows. */
  | { readonly state: "lost"; readonly error: CloudError; readonly at: number };

/** What the search by our mark has shown. */
export interface MarkedImages {
  /** Images that nobody has claimed, and that are being made, or ready. */
  readonly images: readonly Image[];
  /** How many of them no data has ever been written to, on a cloud that may leave such images when it refuses a create. */
  readonly empty: number;
  readonly askedAt: number;
  /** Its requests took turns with others: what was finished between them may have been seen by none. */
  readonly paced: boolean;
}

/**
 * What is known of an image that is to be begun. Immutable: each answer makes a new one. What is `undefined` has not been
 * asked, or not in this round; where an answer may be "none" that is `null`.
 */
export interface Evidence {
  readonly create: Create;
  /** When an earlier run on this machine has sent this very create. */
  readonly sentBefore?: number | undefined;
  readonly marked?: MarkedImages | undefined;
  /** An unfinished image of our name that shows no mark yet. */
  readonly untagged?: Image | null | undefined;
  readonly source?: SourceState | undefined;
  /** The source has been free ever since. */
  readonly freeSince?: number | undefined;
  /** Images of ours that nothing works on any more. */
  readonly passedOver: readonly string[];
  /** An image that was kept when it was to be replaced. */
  readonly retained?: Image | null | undefined;
  /** An unfinished image of ours that only the list of all images has shown. */
  readonly overlooked?: Image | null | undefined;
  /** Once for a run, however often the cloud is busy. */
  readonly preflighted?: true | undefined;
  /** What the source has told, for the outputs. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export type Question = "marked" | "untagged" | "source" | "retained" | "overlooked" | "preflighted";

/** What may be different by now is asked anew. */
export function nextRound(evidence: Evidence): Evidence {
  return {
    ...evidence,
    create: evidence.create.state === "busy" ? { state: "not sent" } : evidence.create,
    marked: undefined,
    untagged: undefined,
    source: undefined,
    retained: undefined,
    overlooked: undefined,
  };
}

/** An image that the cloud makes, or has made, for this resource. */
export interface Acquired {
  readonly handle: Handle;
  /** An earlier run has begun it. Default false. */
  readonly adopted?: true;
  /** What its source told, for the outputs. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The claim of an image that was kept when it was to be replaced. */
  readonly retainedClaim?: string | undefined;
}
