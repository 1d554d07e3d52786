import type { Props } from "../../lifecycle/state/inputs";
import { ownerOf } from "./ownerOf";
import type { Session } from "./session";

/** Whose an image of the state is: as it was when it was made, in whichever form and with whatever settings. */
export function recordedOwner({ __owner }: Props, urn: string, { owner, folder }: Session): string {
  return typeof __owner === "string" && __owner !== "" ? __owner : ownerOf(urn, owner, folder);
}
