import type { Props } from "./inputs";

/**
 * The claims that a state has been seen to hold, by this process or by an earlier one on this machine. A create brings no
 * state: only by these it can tell an image that is being replaced from one that its state has lost.
 */
export interface HeldClaims {
  note(claim: string): void;
  has(claim: string): boolean;
  /** Seen by this process. */
  seenNow(claim: string): boolean;
}

/** Outputs that the engine passes come out of a state. What a create has just answered need not have got there. */
export function noteHeld({ heldClaims }: { readonly heldClaims: HeldClaims }, { claim }: Props): void {
  if (typeof claim === "string") heldClaims.note(claim);
}
