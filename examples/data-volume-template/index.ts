import * as pulumi from "@pulumi/pulumi";
import { DataVolumeTemplate } from "pulumi-cloud-images";

const config = new pulumi.Config();

// One copy on each backup storage that is named. A delete can be taken back in ZStack, for `expunge` is not set.
const template = new DataVolumeTemplate("measurements", {
  snapshotUuid: config.require("snapshotUuid"),
  backupStorageUuids: [config.require("backupStorageUuid")],
  description: "Measurements of 2026",
  userTags: ["team:lab"],
});

export const imageId = template.imageId;
export const { name, status, backupStorageRefs, createDate } = template;
