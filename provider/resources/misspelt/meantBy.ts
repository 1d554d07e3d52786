import { isSpelling, nearest } from "../../clouds/settings/nearest";

/**
 * What people call our arguments where no likeness tells it: words of OpenStack's and the vendors' APIs, of their command lines, and
 * of their Terraform providers (huaweicloud_images_image, opentelekomcloud_ims_image_v2, openstack_images_image_v2).
 */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  volumeId: ["sourceVolumeId"],
  instanceId: ["server", "serverId", "sourceServerId", "ecsId"],
  csbsBackupId: ["backup", "backupId"],
  cbrBackupId: ["backup", "backupId"],
  backupId: ["csbsBackupId", "cbrBackupId"],
  bucket: ["bucketName", "container"],
  object: ["key", "objectKey", "objectName", "file"],
  snapshotUuid: ["snapshotId", "volumeSnapshotUuid"],
  backupStorageUuids: ["backupStorage", "backupStorages", "backupStorageUuid"],
  name: ["imageName"],
  tags: ["imageTags", "labels"],
  userTags: ["tags", "labels"],
  minRamMiB: ["minRam", "minMemory"],
  maxRamMiB: ["maxRam", "maxMemory"],
  minDiskGiB: ["minDisk"],
  osType: ["os"],
  cmkId: ["kmsKeyId", "encryptionKeyId"],
  diskFormat: ["format", "imageFormat"],
  firmwareType: ["firmware", "hwFirmwareType"],
  vifMultiqueue: ["multiqueue", "hwVifMultiqueueEnabled"],
  diskBus: ["hwDiskBus"],
  hidden: ["osHidden"],
  triggers: ["keepers", "replaceTriggeredBy"],
  imageId: ["id"],
  newest: ["mostRecent", "latest"],
  namePattern: ["nameRegex", "pattern"],
};

/** The names of `candidates` that `word` spells otherwise: `volume_id`, `VolumeID`, or in the words of another tool. */
export function spelledOtherwise(word: string, candidates: readonly string[]): string[] {
  return candidates.filter((name) =>
    [name, ...(otherNames[name] ?? [])].some((one) => isSpelling(word, one)),
  );
}

/** The names of `candidates` that may be meant by a word that is none of them. */
export function meantBy(word: string, candidates: readonly string[]): string[] {
  const same = spelledOtherwise(word, candidates);
  return same.length > 0 ? same : nearest(word, candidates);
}
