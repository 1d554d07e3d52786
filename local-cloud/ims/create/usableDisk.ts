import type { TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";
import { type VolumeRecord, volumeOf, volumeStatus } from "../../volumes/volumeRecord";
import type { JobImageStart } from "./startJob";

/**
 * A disk that IMS makes an image of by a job of its own, with its server or without
 * (docs/vendors/open-telekom-and-huawei.md#other-image-creates,
 * docs/vendors/open-telekom-and-huawei.md#ims-error-codes).
 */
export function usableDisk(call: TokenCall, id: string): VolumeRecord {
  const disk =
    volumeOf(call.world, call.project.id, id) ?? refuseIms("IMG.0120", "The data disk ID is unavailable.");
  if (!["available", "in-use"].includes(volumeStatus(disk, call.now)))
    refuseIms("IMG.0022", "The disk in the current state cannot be used.");
  return disk;
}

export const diskSize = ({
  id,
  sizeGiB,
}: VolumeRecord): Pick<JobImageStart, "sizeBytes"> & { volumeId: string } => ({
  volumeId: id,
  sizeBytes: Math.round(sizeGiB * 2 ** 30 * 0.4),
});
