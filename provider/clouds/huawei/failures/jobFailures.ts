import type { KnownFailure } from "../../../http/failures/failureOf";
import { failureRows } from "./failureRows";

/** What to do about a backup that was used before. */
export const oneImageHint =
  "one backup serves one image: make another backup, or delete the image that was made from this one first. A replacement must delete the old image before it makes the new one (deleteBeforeReplace), which the option `retainOnDelete` prevents: take the change back, and the next `pulumi up` goes on with the old image";

/**
 * Refusals of full-ECS images, grouped by their cause (docs/vendors/open-telekom-and-huawei.md#full-ecs-image,
 * docs/vendors/open-telekom-and-huawei.md#ims-error-codes).
 */
const fullEcs: Readonly<Record<string, KnownFailure>> = {
  ...failureRows(
    "notFound",
    "IMG.0005 Ecs.0114",
    "check the server's id, and that it is in this project and region",
  ),
  ...failureRows(
    "busy",
    "IMG.0010 IMG.0136",
    "wait until the cloud is done with the server's tasks and backups",
  ),
  ...failureRows("conflict", "IMG.0126", "the server must be running or stopped"),
  ...failureRows("conflict", "IMG.0008", "stop the server first"),
  ...failureRows(
    "conflict",
    "IMG.0137 IMG.0138",
    "the cloud cannot read the server's details: look at it in the console",
  ),
  ...failureRows(
    "conflict",
    "IMG.0006 IMG.0110 IMG.0111 IMG.0119",
    "look at the server's system disk: it is missing, too large or in a state that allows no image",
  ),
  ...failureRows("conflict", "IMG.0063", "servers of this type can have no image"),
  ...failureRows(
    "conflict",
    "IMG.0153",
    "servers with disks on dedicated storage (DSS, DESS) can have no full-ECS image",
  ),

  ...failureRows(
    "notFound",
    "IMG.0020 IMG.0127",
    "check the backup's id, and whether it is one of CBR or of CSBS",
  ),
  ...failureRows(
    "conflict",
    "IMG.0032 IMG.0132",
    "the backup must be available: wait until it is, or take another one",
  ),
  ...failureRows("conflict", "IMG.0033", "take a backup of a server, one with the system disk"),
  ...failureRows("conflict", "IMG.0029 IMG.0134", oneImageHint),
  ...failureRows(
    "permission",
    "IMG.0133 IMG.0165",
    "ask the account's administrator for the permission to use the backup",
  ),
  ...failureRows("conflict", "IMG.0180", "CBR cannot back this server up"),
  ...failureRows("conflict", "IMG.0190", "make the image from a CBR backup, or from the server with a vault"),
  ...failureRows("conflict", "IMG.0195", "the backup must contain the server's system disk"),
  ...failureRows(
    "conflict",
    "IMG.0198",
    "the backup is one of the other service: CBR and CSBS are told apart",
  ),

  ...failureRows(
    "conflict",
    "IMG.0182 IMG.0185 BackupService.6114",
    "the vault has no room for the server's disks: enlarge it, or delete backups in it",
  ),
  ...failureRows(
    "conflict",
    "IMG.0183 BackupService.6103",
    "the server belongs to another vault: name that one",
  ),
  ...failureRows(
    "notFound",
    "IMG.0184 BackupService.6105",
    "check the vault's id, and that it is in this project and region; an image from a server needs one for CBR",
  ),
  ...failureRows(
    "conflict",
    "IMG.0186",
    "a CSBS policy holds the server: take it out there, or leave the vault away",
  ),
  ...failureRows(
    "conflict",
    "IMG.0188 BackupService.6112 BackupService.6113",
    "the vault is locked, frozen or being deleted: settle that first, or name another one",
  ),
  ...failureRows("invalid", "IMG.0193 BackupService.6102", "the vault must be one for server backups"),
  ...failureRows(
    "quota",
    "BackupService.6100",
    "the vault holds as many resources as it may: name another one",
  ),
  ...failureRows(
    "busy",
    "BackupService.6125 BackupService.6203",
    "wait until the backup that is under way is done",
  ),
  ...failureRows("conflict", "BackupService.6204", "the backup serves an image: delete that first"),
  ...failureRows("conflict", "BackupService.6216", "the backup is in use"),
};

/**
 * Refusals of images made from objects, by the call or by its job
 * (docs/vendors/open-telekom-and-huawei.md#data-image-from-an-object,
 * docs/vendors/open-telekom-and-huawei.md#ims-error-codes).
 */
const dataImage: Readonly<Record<string, KnownFailure>> = {
  ...failureRows(
    "invalid",
    "IMG.0017 IMG.0068 IMG.0109",
    "check `source.bucket` and `source.object`: the cloud finds no file by them",
  ),
  ...failureRows("invalid", "IMG.0175", "names of folders and files in the object's key must have no blanks"),
  ...failureRows(
    "invalid",
    "IMG.0057",
    "check that the object exists, is not empty and a disk image (vhd, zvhd, zvhd2, vmdk, qcow2, raw, …), and that IMS may read it",
  ),
  ...failureRows("invalid", "IMG.0058", "the bucket must be in the region of the image"),
  ...failureRows("invalid", "IMG.0059", "the file may have 128 GB at most"),
  ...failureRows(
    "permission",
    "IMG.0069",
    "check the bucket's name, and that the user may read it (OBS Tenant Administrator)",
  ),
  ...failureRows("conflict", "IMG.0070", "there is such a file already"),
  ...failureRows(
    "invalid",
    "IMG.0122",
    "the operating system must be linux or windows; Huawei Cloud makes no new data images for windows",
  ),
};

/** Refusals of both, and of the calls that follow them. */
const both: Readonly<Record<string, KnownFailure>> = {
  ...failureRows(
    "conflict",
    "IMG.0095 IMG.0097 IMG.0099",
    "the KMS key must exist in this region, be enabled, and be one that the user may use",
  ),
  ...failureRows(
    "conflict",
    "IMG.0101 IMG.0102 IMG.0103",
    "the KMS key of the source must exist, be enabled, and be one that the user may use",
  ),
  ...failureRows("unavailable", "IMG.0154"), // the service of enterprise projects
  ...failureRows(
    "invalid",
    "IMG.0155 IMG.0156",
    "check the enterprise project's id, that it is enabled, and that the user may use it",
  ),
  ...failureRows("invalid", "IMG.0055", "`minRamMiB` may not be above `maxRamMiB`, nor either below 0"),
  ...failureRows(
    "conflict",
    "IMG.0168",
    "this cloud changes no images of data disks. Take `minRamMiB` and `maxRamMiB` out of the program: no create call of a data image takes them. A name, a description or an enterprise project goes with the create call of a new one: `pulumi up --replace <urn>`",
  ),
  ...failureRows(
    "conflict",
    "IMG.0176",
    "the cloud could not delete the backup behind the image: delete it in CBR or CSBS, then try again",
  ),
  ...failureRows(
    "permission",
    "IMG.0238 IMG.0239 IMG.0241 IMG.0242 IMG.1075",
    "the account must be verified and in funds: settle that first",
  ),
};

/** Codes that only images made by jobs meet: those of IMS, and those of ECS, CBR and CSBS, which hold the sources. */
export const jobFailures: Readonly<Record<string, KnownFailure>> = { ...fullEcs, ...dataImage, ...both };
