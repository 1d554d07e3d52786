import * as pulumi from "@pulumi/pulumi";
import { FullEcsImage } from "pulumi-cloud-images";

// A backup serves one image. Here it goes together with the image.
const image = new FullEcsImage("erp-server", {
  source: { cbrBackupId: new pulumi.Config().require("cbrBackupId") },
  deleteBackup: true,
  minRamMiB: 4096,
  tags: { team: "erp" },
});

export const imageId = image.imageId;
export const { name, status, backupId, createdAt } = image;
