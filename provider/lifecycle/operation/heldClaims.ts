/**
 * The claims that a state has been seen to hold, by this process or by an earlier one on this machine. A create brings no
 * state: only by these it can tell an image that is being replaced from one that its state has lost.
 */
export interface HeldClaims {
  note(claim: string, urn: string): void;
  has(claim: string): boolean;
  /** Those that this process has seen a state hold for this resource. */
  seenOf(urn: string): readonly string[];
}
