import * as pulumi from "@pulumi/pulumi";
import { DataImage, DataVolumeTemplate, FullEcsImage, VolumeImage } from "pulumi-cloud-images";

/** Creates one image of each kind from the sources in the configuration. A kind without a source is left out. */
const config = new pulumi.Config();
const tags = { team: "platform" };
const images: Record<string, pulumi.Output<string>> = {};

const volumeId = config.get("volumeId");
if (volumeId) {
  images.golden = new VolumeImage("golden", { volumeId, description: "Made by Pulumi", tags }).imageId;
}

const instanceId = config.get("instanceId");
if (instanceId) {
  const vaultId = config.get("vaultId");
  images.server = new FullEcsImage("server", {
    source: vaultId ? { instanceId, vaultId } : { instanceId },
    deleteBackup: true, // the backup that the cloud takes of the server first
    tags,
  }).imageId;
}

const bucket = config.get("bucket");
if (bucket) {
  images.data = new DataImage("data", {
    source: { bucket, object: config.require("object") },
    minDiskGiB: 40,
    tags,
  }).imageId;
}

const snapshotUuid = config.get("snapshotUuid");
if (snapshotUuid) {
  images.template = new DataVolumeTemplate("template", {
    snapshotUuid,
    backupStorageUuids: [config.require("backupStorageUuid")],
    userTags: ["team:platform"],
    cloud: config.get("zstackCloud") || "zstack", // the others use the stack's default cloud
  }).imageId;
}

export const imageIds = images;
