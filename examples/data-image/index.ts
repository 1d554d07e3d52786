import * as pulumi from "@pulumi/pulumi";
import { DataImage } from "pulumi-cloud-images";

const config = new pulumi.Config();

const image = new DataImage("measurements", {
  source: { bucket: config.require("bucket"), object: config.require("object") },
  minDiskGiB: 40,
  description: "Measurements of 2026",
  tags: { team: "lab" },
});

export const imageId = image.imageId;
export const { name, status, minDiskGiB, createdAt } = image;
