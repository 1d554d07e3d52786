import * as pulumi from "@pulumi/pulumi";
import { FullEcsImage } from "pulumi-cloud-images";

// A backup can be used for one image only. It stays when the image is deleted, unless `deleteBackup: true` is set.
const image = new FullEcsImage("erp-server", {
  source: { csbsBackupId: new pulumi.Config().require("csbsBackupId") },
  tags: { team: "erp" },
});

export const imageId = image.imageId;
export const { name, status, backupId, createdAt } = image;
