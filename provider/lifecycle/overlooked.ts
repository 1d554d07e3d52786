import type { Image } from "../clouds/image";
import type { CommonArgs } from "../resources/resource";
import { isUnclaimed, markerOn } from "./marker";
import { imageAsItIs, projectImages } from "./projectImages";
import type { Run } from "./run";

/**
 * An unfinished image of ours that the search by its mark did not show, but the list of all: one answer may lag, or be empty
 * for once, and a create would make it a second time. Not where the preflight is off: then nobody lists all.
 */
export async function overlooked<Args extends CommonArgs>(
  run: Run<Args>,
  passedOver: string | undefined,
): Promise<Image | undefined> {
  if (run.host.preflight === "off") return undefined;
  const isOurs = (image: Image) =>
    (image.phase === "pending" || image.phase === "active") &&
    isUnclaimed(image) &&
    markerOn(image) === run.marker;
  for (const listed of await projectImages(run)) {
    if (listed.id === passedOver || !isOurs(listed)) continue;
    const image = await imageAsItIs(run, listed);
    if (image !== undefined && isOurs(image)) return image;
  }
  return undefined;
}
