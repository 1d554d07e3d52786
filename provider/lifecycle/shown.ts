import type { Image } from "../clouds/image";
import type { ImageResource } from "../resources/resource";
import type { Props } from "./inputs";
import { userTags } from "./marker";

/** The outputs that an image itself shows. */
export function shownOf({ shown }: Pick<ImageResource, "shown">, image: Image): Props {
  if (shown !== undefined) return { imageId: image.id, ...shown(image) };
  const { attributes: _, phase: __, template: ___, oddTags: ____, id, tags, ...rest } = image;
  return { ...rest, imageId: id, tags: userTags(tags) };
}
