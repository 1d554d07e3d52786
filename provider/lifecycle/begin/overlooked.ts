import type { Image } from "../../clouds/image";
import type { CommonArgs } from "../../resources/resource";
import { claimOf, isUnclaimed, markerFrom } from "../marks/marker";
import type { Run } from "../operation/run";
import { currentImage, projectImages } from "../preflight/projectImages";

/**
 * An unfinished image of ours that the search by its mark did not show, but the list of all: one answer may lag, or be empty
 * for once, and a create would make it a second time. Not where the preflight is off: then nobody lists all.
 */
export async function overlooked<Args extends CommonArgs>(
  run: Run<Args>,
  passedOver: readonly string[],
): Promise<Image | undefined> {
  if (run.host.preflight === "off") return undefined;
  const mayBeOurs = (image: Image) =>
    (image.phase === "pending" || image.phase === "active") && markerFrom(image) === run.marker;
  for (const listed of await projectImages(run)) {
    if (passedOver.includes(listed.id) || !mayBeOurs(listed)) continue;
    // A list may still show the claim of one that was released: where its own tags cannot be asked, nobody knows, and nothing is
    // sent. Of what else bears our mark lostImages.ts tells, in better words.
    const image = await currentImage(run, listed).catch((error: unknown) => {
      const isHeld = run.host.heldClaims.seenOf(run.call.urn).includes(claimOf(listed) ?? "");
      if (isUnclaimed(listed) || !(isHeld || run.host.preflight === "error")) throw error;
      return undefined;
    });
    if (image !== undefined && mayBeOurs(image) && isUnclaimed(image)) return image;
  }
  return undefined;
}
