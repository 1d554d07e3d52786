import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";

const config = new pulumi.Config();

const image = new VolumeImage(
  "golden",
  {
    volumeId: config.require("volumeId"),
    description: config.require("description"),
    tags: { team: "platform" },
  },
  { protect: pulumi.getStack() === "production" },
);

export const imageId = image.imageId;
