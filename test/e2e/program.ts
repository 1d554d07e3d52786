/** The program of most tests: one image, its arguments as given. */
export function golden(args = ""): string {
  return `import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";
const volumeId = new pulumi.Config().require("volumeId");
const image = new VolumeImage("golden", { volumeId, ${args} });
export const { imageId, name, status, description, tags, sizeBytes, volumeSizeGiB, region } = image;
`;
}
