import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";

const image = new VolumeImage("golden", {
  volumeId: new pulumi.Config().require("volumeId"),
  description: "Made by Pulumi",
  tags: { team: "platform" },
});

export const imageId = image.imageId;
export const { name, status, minDiskGiB, createdAt } = image;
