import type { Image } from "../../clouds/image";
import type { CommonArgs } from "../../resources/resource";
import { claimOf } from "../marks/marker";
import { sameMark } from "../marks/sameMark";
import type { Run } from "../operation/run";
import { currentImage, projectImages } from "../preflight/projectImages";

/**
 * The image that a create goes on with because the engine let it stand where it was to be deleted first: `retainOnDelete`,
 * a source that serves one image, and a change that was taken back. No other could be made, and the state of this very run
 * holds it: the engine asks for a diff of what waits for its replacement, but never of what `--replace` replaces.
 */
export async function retainedImage<Args extends CommonArgs>(run: Run<Args>): Promise<Image | undefined> {
  const { resource, args, marker, host, call } = run;
  const held = host.heldClaims.seenOf(call.urn);
  if (held.length === 0 || resource.deletesFirst?.(args, args) !== true) return undefined;
  const isRetained = (image: Image) =>
    image.phase === "active" &&
    sameMark(image, marker) === "same resource" &&
    held.includes(claimOf(image) ?? "");
  const listed = (await projectImages(run)).find(isRetained);
  const image = listed && (await currentImage(run, listed));
  return image !== undefined && isRetained(image) ? image : undefined;
}
