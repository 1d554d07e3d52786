import type { Image } from "../../clouds/image";
import { parseMark } from "../../clouds/parseMark";
import { claimOf, markerFrom } from "./marker";

export type Likeness =
  /** Finished and claimed, with the very mark: this create makes it a second time, or replaces it. */
  | "same resource"
  /** The same resource and arguments, but of another owner: a stack that lost its salt, or somebody else's of the same name. */
  | "of another owner";

/** How an image resembles the one that a create with this marker is about to make. Pure. */
export function sameMark(
  image: Pick<Image, "name" | "tags" | "phase">,
  marker: string,
): Likeness | undefined {
  const borne = markerFrom(image);
  if (borne === undefined || image.phase === "failed") return undefined;
  if (borne === marker) {
    const isClaimed = claimOf(image) !== undefined;
    return isClaimed && image.phase !== "pending" ? "same resource" : undefined; // the others are gone on with (acquire.ts)
  }
  return parseMark(borne)?.hash === parseMark(marker)?.hash ? "of another owner" : undefined;
}
