import type { Host } from "../../lifecycle/operation/host";
import type { Props } from "../../lifecycle/state/inputs";

/** Outputs that the engine passes come out of a state. What a create has just answered need not have got there. */
export function noteClaim({ heldClaims }: Pick<Host, "heldClaims">, { claim }: Props, urn: string): void {
  if (typeof claim === "string") heldClaims.note(claim, urn);
}
