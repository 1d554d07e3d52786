import type { Image } from "../../clouds/image";
import type { Profile } from "../../clouds/settings";
import type { ImageResource } from "../../resources/resource";
import { userTags } from "../marks/marker";
import type { Props } from "./inputs";

/** The outputs that an image itself shows. */
export function imageOutputs(
  { outputsOf, properties, fallbacks }: Pick<ImageResource, "outputsOf" | "properties" | "fallbacks">,
  image: Image,
  profile: Profile,
): Props {
  if (outputsOf !== undefined) return { imageId: image.id, ...outputsOf(image) };
  const { attributes: _, phase: __, template: ___, otherTags: ____, wire, id, tags, ...rest } = image;
  const declared = Object.entries(properties(profile)).map(([field, { name, read }]) => [
    field,
    read(wire?.[name]) ?? fallbacks(profile)[field],
  ]);
  return { ...rest, ...Object.fromEntries(declared), imageId: id, tags: userTags(tags) };
}
