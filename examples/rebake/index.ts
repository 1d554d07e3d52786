import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";

/**
 * Bakes a new image whenever `generation` is raised. The last few images stay, and released ones stay for good.
 *
 * Each generation is a resource of its own that is baked once, so only the newest reads the volume. An image is deleted when its
 * generation is neither among the last ones nor released.
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
      // A released image that is gone must not be baked again from today's volume: this value makes the create fail.
      volumeId:
        isReleased && baked !== generation ? "none: this generation was released, and is gone" : volumeId,
      tags: { line: "golden" },
    },
    { ignoreChanges: ["volumeId"], protect: isReleased },
  ).imageId;
}

export const imageIds = images;
export const newest = images[`golden-${generation}`];
