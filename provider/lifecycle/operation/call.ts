import type { Timeouts } from "../../resources/resource";

/** What an operation is about, besides its arguments. */
export interface Call {
  /** URN of the resource: progress is shown there, and the marker is made from it. */
  readonly urn: string;
  /** Whose the image is (marks/marker.ts, `deriveOwner`). */
  readonly owner: string;
  /** The option `customTimeouts`. */
  readonly timeouts: Timeouts;
}
