import { oneImageSchema, severalImagesSchema } from "../../lookup/checkLookupArgs";
import { foundImageSchema } from "../../lookup/foundImageSchema";
import { nativeToken } from "../../tokens";
import type { NamedTypes } from "./namedTypes";
import type { FunctionSpec } from "./spec";
import { objectOf } from "./typeOf";

/** The look-ups. */
export function functionSpecs(types: NamedTypes): Readonly<Record<string, FunctionSpec>> {
  const found = objectOf(foundImageSchema, types);
  const images = { type: "array", items: types.add("FoundImage", found) } as const;
  return {
    [nativeToken("getImage")]: {
      description:
        "Finds one image, by its id or by other properties. It only reads, also in a preview. It fails if there is no such image, and if there are several and `newest` is not set.",
      inputs: objectOf(oneImageSchema, types),
      outputs: found,
    },
    [nativeToken("getImages")]: {
      description:
        "Finds images of the project that can be used, the newest first. If there are none, the list is empty. Unfinished images are left out, and so are images that are hidden on OpenStack. It only reads, also in a preview.",
      inputs: objectOf(severalImagesSchema, types),
      outputs: {
        type: "object",
        properties: { images: { ...images, description: "The images, the newest first." } },
        required: ["images"],
      },
    },
  };
}
