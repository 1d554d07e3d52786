import type { Image } from "../../clouds/image";
import { parseMark } from "../../clouds/parseMark";
import { OUR_TAG } from "../../resources/issues";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { markerFrom } from "../marks/marker";

/**
 * Whether the image of these arguments is there, in whatever state: then no create will follow, or one after this very
 * image was deleted, and the state of its source now says nothing. Whose mark it is does not matter, for a change of
 * the owner makes no new image. One without our mark may be unfinished, imported or stripped, and a renamed resource has
 * another mark: there name and source decide.
 */
export function isAlreadyThere<Args extends CommonArgs>(
  images: readonly Image[],
  resource: ImageResource<Args>,
  args: Args,
  marker: string,
): boolean {
  const hash = parseMark(marker)?.hash;
  const carriesIt = (text = "") => hash !== undefined && parseMark(text)?.hash === hash;
  return images.some((image) => {
    const { name, tags } = image;
    if (carriesIt(name) || carriesIt(tags[OUR_TAG])) return true;
    return name === args.name && (resource.mayBeFrom?.(image, args) ?? tags[OUR_TAG] === undefined);
  });
}

/**
 * Whether an image that is there may be the one of these arguments, although its mark is another: a resource or stack that
 * was renamed or moved in the state has a new one. Then a create may not follow, and where it does, the provider probes again.
 */
export function mayBeThere<Args extends CommonArgs>(
  images: readonly Image[],
  resource: ImageResource<Args>,
  args: Args,
): boolean {
  return images.some(
    (image) => markerFrom(image) !== undefined && (image.name === args.name || resource.isFrom(image, args)),
  );
}
