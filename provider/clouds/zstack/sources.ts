import { z } from "zod";
import type { BackupStorage, Snapshot } from "../templates";

const text = z.string().nullish();
const bytes = z.number().nullish();

/** `VolumeSnapshotInventory` (docs/vendors/zstack.md#snapshots-and-backup-storage). */
export const WireSnapshot = z.looseObject({
  uuid: z.string().min(1),
  name: text,
  status: text,
  state: text,
  size: bytes,
  volumeUuid: text,
  format: text,
});

/** `BackupStorageInventory`. */
export const WireBackupStorage = z.looseObject({
  uuid: z.string().min(1),
  name: text,
  status: text,
  state: text,
  availableCapacity: bytes,
  type: text,
});

export function snapshotOf(wire: z.output<typeof WireSnapshot>): Snapshot {
  return {
    uuid: wire.uuid,
    name: wire.name ?? "",
    status: wire.status ?? "",
    state: wire.state ?? "",
    sizeBytes: wire.size ?? undefined,
    volumeUuid: wire.volumeUuid ?? undefined,
    format: wire.format ?? undefined,
  };
}

export function backupStorageOf(wire: z.output<typeof WireBackupStorage>): BackupStorage {
  return {
    uuid: wire.uuid,
    name: wire.name ?? "",
    status: wire.status ?? "",
    state: wire.state ?? "",
    availableBytes: wire.availableCapacity ?? undefined,
    type: wire.type ?? undefined,
  };
}
