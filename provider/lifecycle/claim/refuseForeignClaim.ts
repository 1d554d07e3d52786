import type { Image } from "../../clouds/image";
import { ConflictError } from "../../http/errors";
import type { CommonArgs } from "../../resources/resource";
import { claimOf } from "../marks/marker";
import type { Run } from "../operation/run";

/**
 * Throws for an image that another resource has claimed. What an image shows may be the tags of before: before another's claim
 * is believed, or overwritten, the tags themselves are read. `isOurs`: what it shows is ours already, so that they need not be.
 */
export async function refuseForeignClaim<Args extends CommonArgs>(
  { cloud, options }: Pick<Run<Args>, "cloud" | "options">,
  image: Image,
  ours: readonly (string | undefined)[],
  isOurs: boolean,
): Promise<void> {
  if (isOurs) return;
  if (ours.includes(claimOf({ ...image, tags: await cloud.exactTags(image, options) }))) return;
  throw new ConflictError(`image ${image.id} has been claimed by another resource`, {
    outcome: "not-sent",
    hint: "look for a second resource or stack that manages this image; remove this one by `pulumi state delete` if it is the other's",
  });
}
