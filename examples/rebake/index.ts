import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";

/**
 * Bakes an image whenever `generation` is raised, keeps the last few, and keeps released ones for good.
 *
 * Each generation is a resource of its own, and is baked once: the volume is read for the newest, the others stay as they
 * are. An image is deleted when its generation is neither among the last ones nor released.
 */
const config = new pulumi.Config();
const volumeId = config.require("volumeId");
const generation = config.requireNumber("generation");
const keep = config.getNumber("keep") ?? 3;
const released = config.getObject<number[]>("released") ?? [];

const last = Array.from({ length: keep }, (_, age) => generation - age).filter((baked) => baked > 0);
const images: Record<string, pulumi.Output<string>> = {};
for (const baked of new Set([...last, ...released])) {
  const name = `golden-${baked}`;
  const isReleased = released.includes(baked);
  images[name] = new VolumeImage(
    name,
    {
      name,
      // A released one that is gone must not come back as another image of its name: it has no volume to be baked from.
      volumeId:
        isReleased && baked !== generation ? "none: this generation was released, and is gone" : volumeId,
      tags: { line: "golden" },
    },
    { ignoreChanges: ["volumeId"], protect: isReleased },
  ).imageId;
}

export const imageIds = images;
export const newest = images[`golden-${generation}`];
