import type { Cloud, ListOptions, Tag } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { traits } from "../../clouds/profiles/traits";
import { CloudError } from "../../http/errors";

/** What images are searched for by: all that is given holds. */
export interface Wanted {
  /** Exactly this name. */
  readonly name?: string | undefined;
  /** `*` stands for any text, `?` for one character. */
  readonly pattern?: string | undefined;
  readonly tags: readonly Tag[];
  readonly source?: Origin | undefined;
}

/** What an image was made from. */
export type Origin =
  | { readonly volumeId: string }
  | { readonly instanceId: string }
  | { readonly backupId: string }
  | { readonly bucket: string; readonly object: string }
  | { readonly snapshotUuid: string };

/** The project's own images that fit, the newest first. The cloud is asked for the narrowest list that it offers. */
export async function matching(
  cloud: Cloud,
  { name, pattern, tags, source }: Wanted,
  options: ListOptions,
): Promise<Image[]> {
  const isFrom = source === undefined ? () => true : originTest(cloud, source);
  const [first, ...others] = tags;
  let images = await listed(cloud, name, first, options);
  if (name !== undefined) images = images.filter((image) => image.name === name);
  if (pattern !== undefined) images = images.filter((image) => fits(pattern, image.name));
  // Where the list was one of names, or of one tag, the other tags are lists too: not every cloud shows all tags in one.
  for (const tag of name === undefined ? others : tags) {
    const ids = new Set((await cloud.imagesTagged(tag, options)).map(({ id }) => id));
    images = images.filter(({ id }) => ids.has(id));
  }
  return newestFirst(images.filter(isFrom));
}

/** The clouds write it in words of their own; OpenStack does not. */
function originTest({ name, profile }: Cloud, source: Origin): (image: Image) => boolean {
  if ("snapshotUuid" in source && traits[profile].origin === "snapshot") {
    return ({ template }) => template?.url === `volumeSnapshot://${source.snapshotUuid}`;
  }
  if ("snapshotUuid" in source || traits[profile].origin !== "ims") {
    throw new CloudError(
      `source: cloud "${name}" (${profile}) does not tell of an image that it was made from this`,
      {
        outcome: "not-sent",
        hint: "look by name or tags, and give images a tag that says what they were made from",
      },
    );
  }
  if ("volumeId" in source) return ({ dataOrigin }) => dataOrigin === `volume,${source.volumeId}`;
  if ("instanceId" in source) return ({ dataOrigin }) => dataOrigin === `instance,${source.instanceId}`;
  if ("bucket" in source) return ({ dataOrigin }) => dataOrigin === `file,${source.bucket}:${source.object}`;
  return ({ dataOrigin, backupId }) =>
    backupId === source.backupId || dataOrigin === `server_backup,${source.backupId}`;
}

function listed(
  cloud: Cloud,
  name: string | undefined,
  tag: Tag | undefined,
  options: ListOptions,
): Promise<Image[]> {
  if (name !== undefined) return cloud.imagesNamed(name, options);
  return tag === undefined ? cloud.allImages(options) : cloud.imagesTagged(tag, options);
}

/** By the time of creation; an update makes no image newer. Of the same time: by id, so that the order is always one. */
export function newestFirst(images: readonly Image[]): Image[] {
  const at = ({ createdAt }: Image) => Date.parse(createdAt) || 0;
  return [...images].sort((one, other) => at(other) - at(one) || (one.id < other.id ? -1 : 1));
}

/**
 * Each `*` takes as little as will do. Where the rest then does not fit, only the last one has to take more: so the steps are
 * as many as pattern and name are long, multiplied, at most.
 */
export function fits(pattern: string, name: string): boolean {
  const [wanted, given] = [[...pattern], [...name]];
  let at = 0;
  let star: { readonly at: number; takes: number } | undefined;
  for (let seen = 0; seen < given.length; ) {
    if (wanted[at] === "*") {
      star = { at, takes: seen };
      at += 1;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[seen])) {
      at += 1;
      seen += 1;
    } else if (star !== undefined) {
      star.takes += 1;
      seen = star.takes;
      at = star.at + 1;
    } else return false;
  }
  return wanted.slice(at).every((part) => part === "*");
}
