import * as pulumi from "@pulumi/pulumi";
import { FullEcsImage } from "pulumi-cloud-images";

// A backup serves one image. It is kept when the image is deleted, unless `deleteBackup: true` says otherwise.
const image = new FullEcsImage("erp-server", {
  source: { csbsBackupId: new pulumi.Config().require("csbsBackupId") },
  tags: { team: "erp" },
});

export const imageId = image.imageId;
export const { name, status, backupId, createdAt } = image;
