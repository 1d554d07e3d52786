import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { traits } from "../../clouds/profiles/traits";
import { unlessServiceSaysNotFound } from "../../clouds/unlessNotFound";
import { CloudError, NotFoundError } from "../../http/errors";
import { matching } from "../../lifecycle/find/matching";
import { isUnclaimed } from "../../lifecycle/marks/marker";
import { limitConcurrency } from "../program/limitConcurrency";
import { checkGetImageArgs, checkGetImagesArgs } from "./checkLookupArgs";
import type { FoundImage } from "./foundImage";
import type { Lookup, LookupOptions } from "./lookUp";
import type { GetImageArgs, GetImagesArgs } from "./lookupArgs";
import { redactedArgs } from "./redactedArgs";
import { toFoundImage } from "./toFoundImage";

export const severalImages: Lookup<GetImagesArgs, FoundImage[]> = {
  name: "getImages",
  check: checkGetImagesArgs,
  async run(cloud, args, options) {
    const images = await usableImages(cloud, args, options);
    return foundImages(cloud, images.slice(0, args.limit), options);
  },
};

export const oneImage: Lookup<GetImageArgs, FoundImage> = {
  name: "getImage",
  check: checkGetImageArgs,
  async run(cloud, args, options) {
    const image =
      args.imageId === undefined
        ? await findOne(cloud, args, options)
        : await showById(cloud, args.imageId, options);
    const [found] = await foundImages(cloud, [image], options);
    if (found === undefined) throw notFound(cloud, `image ${image.id} any more`);
    return found;
  },
};

async function usableImages(
  cloud: Cloud,
  { name, namePattern: pattern, tags = {}, source }: GetImagesArgs,
  options: LookupOptions,
): Promise<Image[]> {
  const pairs = Object.entries(tags).map(([key, value]) => ({ key, value }));
  const wanted = { name, pattern, tags: pairs, source };
  const images = await matching(cloud, wanted, { ...options, withoutHidden: true });
  return images.filter((image) => image.phase === "active" && image.hidden !== true && !isUnclaimed(image));
}

async function findOne(cloud: Cloud, args: GetImageArgs, options: LookupOptions): Promise<Image> {
  const { newest, cloud: _, ...given } = args;
  const wanted = redactedArgs(given, options.secrets);
  const [first, ...others] = await usableImages(cloud, args, options);
  if (first === undefined) throw notFound(cloud, `usable image with ${wanted}`);
  if (others.length === 0 || newest === true) return first;
  const ids = [first, ...others.slice(0, 4)].map(({ id, createdAt }) => `${id} of ${createdAt}`).join(", ");
  throw new CloudError(
    `cloud "${cloud.name}" has ${others.length + 1} images with ${wanted}: ${ids}${others.length > 4 ? ", …" : ""}`,
    { outcome: "rejected", hint: "say more of the one that is meant, or take the newest: `newest: true`" },
  );
}

async function showById(cloud: Cloud, id: string, options: LookupOptions): Promise<Image> {
  const image = await unlessServiceSaysNotFound(cloud.showImage(id, options));
  if (image !== undefined) return image;
  throw notFound(cloud, `image ${id}`);
}

function notFound(cloud: Cloud, what: string): NotFoundError {
  return new NotFoundError(`cloud "${cloud.name}" has no ${what}`, {
    outcome: "rejected",
    hint: "check what is asked for, and that the cloud, region and project are the image's",
  });
}

/** ZStack's lists leave out the user's tags, so each image is read by itself: at most this many at a time. */
const CONCURRENCY = 4;

async function foundImages(
  cloud: Cloud,
  images: readonly Image[],
  options: LookupOptions,
): Promise<FoundImage[]> {
  const limited = limitConcurrency(CONCURRENCY);
  const complete = traits[cloud.profile].listsLeaveOutTags
    ? await Promise.all(
        images.map(({ id }) => limited(() => unlessServiceSaysNotFound(cloud.showImage(id, options)))),
      )
    : images;
  const location = await cloud.location();
  return complete.flatMap((image) => (image === undefined ? [] : [toFoundImage(image, location)]));
}
