import * as pulumi from "@pulumi/pulumi";
import { FullEcsImage } from "pulumi-cloud-images";

const config = new pulumi.Config();

// The cloud takes a backup of the server into the vault, and creates the image from it. The server may be running.
const image = new FullEcsImage("erp-server", {
  source: { instanceId: config.require("instanceId"), vaultId: config.require("vaultId") },
  description: "The ERP server with all its disks",
  tags: { team: "erp" },
});

export const imageId = image.imageId;
export const { name, status, backupId, createdAt } = image;
