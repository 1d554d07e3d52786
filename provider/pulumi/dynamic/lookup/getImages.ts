import type * as pulumi from "@pulumi/pulumi";
import type { FoundImage } from "../../lookup/foundImage";
import type { GetImageArgs, GetImagesArgs } from "../../lookup/lookupArgs";
import type { Inputs } from "./inputs";

// With the first look-up: most programs ask for no image.
const lookups = (): typeof import("../../lookup/imageLookups") => require("../../lookup/imageLookups");
const runs = (): typeof import("./runLookup") => require("./runLookup");

/**
 * Finds images of the project that can be used, the newest first. If there are none, the list is empty. Unfinished images are
 * left out, and so are images that are hidden on OpenStack. It runs in the program, also in a preview, and only reads.
 *
 * @throws if an argument is wrong, if the cloud refuses, and if it does not answer within a minute.
 * @example
 * ```ts
 * const images = await getImages({ namePattern: "golden-*", limit: 5 });
 * ```
 */
export function getImages(args: GetImagesArgs = {}): Promise<FoundImage[]> {
  return runs().runLookup(lookups().severalImages, args);
}

/**
 * Finds one image, by its id or by other properties. It runs in the program, also in a preview, and only reads.
 *
 * @throws as `getImages` does, if there is no such image, and if there are several and `newest` is not set.
 * @example
 * ```ts
 * const base = await getImage({ name: "golden", newest: true });
 * ```
 */
export function getImage(args: GetImageArgs): Promise<FoundImage> {
  return runs().runLookup(lookups().oneImage, args);
}

/**
 * `getImages`, for arguments that may be outputs. If one of them is unknown in a preview, the result is unknown there too.
 *
 * @example
 * ```ts
 * const ids = getImagesOutput({ source: { volumeId: volume.id } }).apply((images) => images.map((image) => image.imageId));
 * ```
 */
export function getImagesOutput(args: pulumi.Input<Inputs<GetImagesArgs>> = {}): pulumi.Output<FoundImage[]> {
  return runs().runLookupOutput(lookups().severalImages, args);
}

/**
 * `getImage`, for arguments that may be outputs. If one of them is unknown in a preview, the result is unknown there too.
 *
 * @example
 * ```ts
 * const base = getImageOutput({ tags: { line: "base" }, newest: true }).imageId;
 * ```
 */
export function getImageOutput(args: pulumi.Input<Inputs<GetImageArgs>>): pulumi.Output<FoundImage> {
  return runs().runLookupOutput(lookups().oneImage, args);
}
