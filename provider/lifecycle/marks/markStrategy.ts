import type { Cloud, Commit } from "../../clouds/cloud";
import type { Image, ImageChange } from "../../clouds/image";
import { temporaryName } from "../../clouds/parseMark";
import type { CallOptions } from "../../http/call";
import { OUR_TAG } from "../../resources/issues";
import type { ImageResource } from "../../resources/resource";
import { claimInTags, userTags } from "./marker";

/** How an image that was never taken over is known as ours, and what makes it so no more. */
export interface MarkStrategy {
  find(cloud: Cloud, marker: string, options: CallOptions): Promise<Image[]>;
  /** The last part of a take-over: before it, the image is found again. */
  readonly commit: Commit;
  /** The change that takes a take-over back. */
  released(marker: string, tags: Image["tags"]): ImageChange;
  /** How long a cloud may take to list an image that it has accepted. Documented nowhere. */
  readonly listedWithinMs: number;
}

const byName: MarkStrategy = {
  async find(cloud, marker, options) {
    const name = temporaryName(marker);
    return (await cloud.imagesNamed(name, options)).filter((image) => image.name === name);
  },
  commit: "name",
  released: (marker) => ({ name: temporaryName(marker) }),
  listedWithinMs: 60_000, // seen as seconds: the image exists when the call is answered
};

const byTag: MarkStrategy = {
  /** Listed tags may lag behind a take-over: the image's own are believed, unless it shows none yet. */
  async find(cloud, marker, options) {
    const ours: Image[] = [];
    for (const image of await cloud.imagesTagged({ key: OUR_TAG, value: marker }, options)) {
      const exact = image.phase === "active" ? await cloud.exactTags(image, options) : image.tags;
      if (claimInTags(exact) === undefined) ours.push(image);
    }
    return ours;
  },
  commit: "tags",
  released: (marker, tags) => ({ tags: { ...userTags(tags), [OUR_TAG]: marker } }),
  listedWithinMs: 5 * 60_000, // a job makes it, and may wait for its turn
};

/** Found by its uuid, which follows from the marker; the tag says whose it is. */
const byUuid: MarkStrategy = { ...byTag, listedWithinMs: 60_000 };

export function markStrategy({ mark }: Pick<ImageResource, "mark">): MarkStrategy {
  return { name: byName, tag: byTag, uuid: byUuid }[mark];
}
