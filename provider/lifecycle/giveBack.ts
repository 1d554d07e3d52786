import type { CommonArgs } from "../resources/resource";
import { claimOn, temporaryName } from "./marker";
import type { Run } from "./run";

/**
 * Takes a take-over back, when the engine died before it can have recorded the new image: under its temporary
 * name the next `up` finds the image and adopts it, instead of making a second one (design.md §6).
 */
export async function giveBack<Args extends CommonArgs>(
  run: Run<Args>,
  imageId: string,
  claim: string,
): Promise<void> {
  const { cloud, marker, deadline } = run; // without the run's signal: it has been aborted by now
  const image = await cloud.showImage(imageId, { deadline });
  if (image === undefined) return;
  // The tags have just been set: the image as listed may not show them yet.
  if (claimOn(await cloud.exactTags(image, { deadline })) !== claim) return;
  await cloud.changeImage(image, { name: temporaryName(marker) }, { deadline });
}
