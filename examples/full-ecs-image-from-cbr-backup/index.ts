import * as pulumi from "@pulumi/pulumi";
import { FullEcsImage } from "pulumi-cloud-images";

// A backup can be used for one image only. Here it is deleted together with the image.
const image = new FullEcsImage("erp-server", {
  source: { cbrBackupId: new pulumi.Config().require("cbrBackupId") },
  deleteBackup: true,
  minRamMiB: 4096,
  tags: { team: "erp" },
});

export const imageId = image.imageId;
export const { name, status, backupId, createdAt } = image;
