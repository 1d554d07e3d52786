import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";

/**
 * Bakes an image anew whenever `generation` is raised, keeps the last few, and keeps released ones for good.
 *
 * The images take turns in as many places as are kept. A new generation replaces the oldest: the new image is made first,
 * under a name of its own. A released one is no longer managed then, but stays in the cloud.
 */
const config = new pulumi.Config();
const volumeId = config.require("volumeId");
const generation = config.requireNumber("generation");
const keep = config.getNumber("keep") ?? 3;
const released = config.getObject<number[]>("released") ?? [];

const images: Record<string, pulumi.Output<string>> = {};
for (let baked = generation; baked > 0 && baked > generation - keep; baked--) {
  const place = baked % keep;
  const name = `golden-${baked}`;
  images[name] = new VolumeImage(
    `golden-place-${place}`,
    { name, volumeId, triggers: { generation: baked }, tags: { line: "golden" } },
    { retainOnDelete: released.includes(baked) },
  ).imageId;
}

export const imageIds = images;
export const newest = images[`golden-${generation}`];
