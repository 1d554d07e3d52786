import * as pulumi from "@pulumi/pulumi";
import type { FoundImage, FullEcsSource, VolumeImageArgs } from "pulumi-cloud-images";
import {
  DataImage,
  DataVolumeTemplate,
  FullEcsImage,
  getImage,
  getImageOutput,
  getImages,
  getImagesOutput,
  uniqueName,
  VolumeImage,
} from "pulumi-cloud-images";
import { volumeImage } from "pulumi-cloud-images/dynamic";
import { policies, requireTags } from "pulumi-cloud-images/policies";

/** Takes something from every declaration of the package: compiled against the packed one, never run. */

const source: FullEcsSource = { cbrBackupId: "b" };
const args: VolumeImageArgs = { volumeId: "v", tags: { team: pulumi.output("t") } };
export const imageId: pulumi.Output<string> = new VolumeImage("a", args).imageId;
export const images = [
  new DataImage("b", { source: { bucket: "b", object: "o" }, minDiskGiB: 40 }),
  new DataVolumeTemplate("c", { snapshotUuid: "u", backupStorageUuids: ["s"] }),
  new FullEcsImage("d", { source }),
];
export const found: Promise<FoundImage> = getImage({ name: "n" });
export const many: pulumi.Output<FoundImage[]> = getImagesOutput({ name: imageId });
export const others = [getImages, getImageOutput, uniqueName("a", [1]), policies, requireTags, volumeImage];
