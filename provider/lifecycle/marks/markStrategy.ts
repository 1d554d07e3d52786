import type { Cloud, Commit } from "../../clouds/cloud";
import type { Image, ImageChange } from "../../clouds/image";
import { temporaryName } from "../../clouds/parseMark";
import type { CallOptions } from "../../http/call";
import { OUR_TAG } from "../../resources/issues";
import type { ImageResource } from "../../resources/resource";
import { claimInTags, userTags } from "./marker";
import { markSearch } from "./markSearch";

/** How an image that was never taken over is known as ours, and what makes it so no more. */
export interface MarkStrategy {
  find(cloud: Cloud, marker: string, options: CallOptions): Promise<Image[]>;
  /** The same before anything was sent: many creates share a call. */
  findBefore(cloud: Cloud, marker: string, options: CallOptions): Promise<FoundBefore>;
  /** The last part of a take-over: before it, the image is found again. */
  readonly commit: Commit;
  /** The change that takes a take-over back. */
  released(marker: string, tags: Image["tags"]): ImageChange;
  /** How long a cloud may take to list an image that it has accepted. Documented nowhere. */
  readonly listedWithinMs: number;
}

export interface FoundBefore {
  readonly images: readonly Image[];
  /** When it was requested. */
  readonly askedAt: number;
}

const byName: MarkStrategy = {
  async find(cloud, marker, options) {
    const name = temporaryName(marker);
    return (await cloud.imagesNamed(name, options)).filter((image) => image.name === name);
  },
  async findBefore(cloud, marker, options) {
    const name = temporaryName(marker);
    const { found, askedAt } = await markSearch(cloud).byName.find(name, options);
    return { images: found.filter((image) => image.name === name), askedAt };
  },
  commit: "name",
  released: (marker) => ({ name: temporaryName(marker) }),
  listedWithinMs: 60_000, // seen as seconds: the image exists when the call is answered
};

const byTag: MarkStrategy = {
  async find(cloud, marker, options) {
    const tagged = await cloud.imagesTagged({ key: OUR_TAG, value: marker }, options);
    return unclaimed(cloud, tagged, options);
  },
  async findBefore(cloud, marker, options) {
    const { found, askedAt } = await markSearch(cloud).byTag.find(marker, options);
    const tagged = found.filter(({ tags }) => tags[OUR_TAG] === marker);
    return { images: await unclaimed(cloud, tagged, options), askedAt };
  },
  commit: "tags",
  released: (marker, tags) => ({ tags: { ...userTags(tags), [OUR_TAG]: marker } }),
  listedWithinMs: 5 * 60_000, // a job makes it, and may wait for its turn
};

/** Listed tags may lag behind a take-over: the image's own are believed, unless it shows none yet. */
async function unclaimed(cloud: Cloud, tagged: readonly Image[], options: CallOptions): Promise<Image[]> {
  const ours: Image[] = [];
  for (const image of tagged) {
    const exact = image.phase === "active" ? await cloud.exactTags(image, options) : image.tags;
    if (claimInTags(exact) === undefined) ours.push(image);
  }
  return ours;
}

/** Found by its uuid, which follows from the marker; the tag says whose it is. */
const byUuid: MarkStrategy = { ...byTag, listedWithinMs: 60_000 };

export function markStrategy({ mark }: Pick<ImageResource, "mark">): MarkStrategy {
  return { name: byName, tag: byTag, uuid: byUuid }[mark];
}
