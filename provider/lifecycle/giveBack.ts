import type { CommonArgs } from "../resources/resource";
import { claimOn } from "./marker";
import { markingOf } from "./marking";
import type { Run } from "./run";

/**
 * Takes a take-over back, when the engine died before it can have recorded the new image: by its mark
 * the next `up` finds the image and adopts it, instead of making a second one (design.md §6).
 */
export async function giveBack<Args extends CommonArgs>(
  run: Run<Args>,
  imageId: string,
  claim: string,
): Promise<void> {
  const { cloud, resource, marker, deadline } = run; // without the run's signal: it has been aborted by now
  const image = await cloud.showImage(imageId, { deadline });
  if (image === undefined) return;
  // The tags have just been set: the image as listed may not show them yet.
  const tags = await cloud.exactTags(image, { deadline });
  if (claimOn(tags) !== claim) return;
  const { released, commit } = markingOf(resource);
  await cloud.changeImage({ ...image, tags }, released(marker, tags), commit, { deadline });
}
