import * as pulumi from "@pulumi/pulumi";
import { DataVolumeTemplate } from "pulumi-cloud-images";

const config = new pulumi.Config();

// Each backup storage gets a copy. As `expunge` is not set, ZStack can recover the template after a delete.
const template = new DataVolumeTemplate("measurements", {
  snapshotUuid: config.require("snapshotUuid"),
  backupStorageUuids: [config.require("backupStorageUuid")],
  description: "Measurements of 2026",
  userTags: ["team:lab"],
});

export const imageId = template.imageId;
export const { name, status, backupStorageRefs, createDate } = template;
