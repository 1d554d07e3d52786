import { type BackupRecord, backupStatus, backupsOf, imagesOf } from "../../cbr/backupRecord";
import type { TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";

/**
 * Whether an image can be made of a backup (docs/vendors/open-telekom-and-huawei.md#full-ecs-image,
 * docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds,
 * docs/vendors/open-telekom-and-huawei.md#preconditions,
 * docs/vendors/open-telekom-and-huawei.md#choices-of-the-local-cloud).
 */
export function usableBackup(call: TokenCall, id: string, wanted: string | undefined): BackupRecord {
  const kind = backupKind(call, wanted);
  const other = kind === "CBR" ? "CSBS" : "CBR";
  const find = (of: BackupRecord["kind"]): BackupRecord | undefined =>
    backupsOf(call.world, call.project.id, of).find((backup) => backup.id === id);
  const backup = find(kind);
  if (backup === undefined) {
    if (find(other)) refuseIms("IMG.0198", "The backup ID does not match the backup type.");
    return kind === "CBR"
      ? refuseIms("IMG.0020", "The backup does not exist.")
      : refuseIms("IMG.0127", "The CSBS backup does not exist.");
  }
  if (kind === "CBR") checkCbr(call, backup);
  else checkCsbs(call, backup);
  return backup;
}

/**
 * CSBS where nothing is said; in eu-ch2 it must be said, and be CBR
 * (docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds).
 */
function backupKind(call: TokenCall, wanted: string | undefined): BackupRecord["kind"] {
  const swiss = call.profile.name === "otc-swiss";
  const kind = swiss ? wanted : (wanted ?? "CSBS");
  if (kind === undefined)
    return refuseIms("IMG.0001", "The request message format is invalid: whole_image_type is mandatory.");
  if (swiss && kind === "CSBS")
    refuseIms("IMG.0190", "Only CBR backups can be used to create full-ECS images.");
  return kind === "CBR" || kind === "CSBS"
    ? kind
    : refuseIms("IMG.0001", "The request message format is invalid: whole_image_type must be CBR or CSBS.");
}

function checkCbr(call: TokenCall, backup: BackupRecord): void {
  if (backup.resourceType !== "OS::Nova::Server")
    refuseIms("IMG.0198", "The backup ID does not match the backup type.");
  if (backupStatus(backup, call.now) !== "available") refuseIms("IMG.0032", "The backup is unavailable.");
  if (!backup.containSystemDisk)
    refuseIms("IMG.0195", "The CBR whole image does not contain an operating system.");
  if (imagesOf(call.world, backup, call.now).length > 0)
    refuseIms("IMG.0029", "The backup has been used to create an image.");
}

function checkCsbs(call: TokenCall, backup: BackupRecord): void {
  if (backupStatus(backup, call.now) !== "available")
    refuseIms("IMG.0132", "The CSBS backup is in an incorrect state.");
  // Seed 002: "cannot have shared disks"; the code is a guess.
  if (backup.volumeIds.some((id) => call.world.volumes.get(id)?.multiattach))
    refuseIms("IMG.0132", "The CSBS backup has shared disks.");
  if (imagesOf(call.world, backup, call.now).length > 0)
    refuseIms("IMG.0134", "The CSBS backup has been registered as an image.");
}
