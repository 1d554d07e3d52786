import { known, type World } from "../../world/world";
import { zstackNow } from "../world/agenda";
import { newUuid } from "../world/newUuid";
import { timestamp } from "../world/wallClock";

/**
 * A store of images (docs/vendors/zstack.md#snapshots-and-backup-storage). It belongs to the platform: every account
 * sees it.
 */
export interface BackupStorageRecord {
  readonly uuid: string;
  readonly createdAt: number;
  changedAt: number;
  name: string;
  description: string | null;
  url: string;
  /** `SftpBackupStorage`, `Ceph`, `Addon`, `ImageStoreBackupStorage` (the last name is unverified). */
  type: string;
  totalBytes: number;
  availableBytes: number;
  state: "Enabled" | "Disabled";
  status: "Connecting" | "Connected" | "Disconnected";
  attachedZoneUuids: string[];
  /** Every upload to it ends with this; `null`: they succeed. */
  failing: string | null;
  /** How long a template takes here; `null`: as the settings say. */
  templateSeconds: number | null;
}

type Settable = Omit<BackupStorageRecord, "uuid" | "createdAt" | "changedAt">;
export type NewBackupStorage = Partial<Settable> & { uuid?: string };
export type BackupStoragePatch = Partial<Settable>;
export type BackupStorageView = Settable & { uuid: string };

const ZONE = "3a1f2b0c5d6e4f708192a3b4c5d60001";

export function addBackupStorage(world: World, given: NewBackupStorage = {}): BackupStorageRecord {
  const now = world.clock.now();
  const uuid = given.uuid ?? newUuid();
  const totalBytes = given.totalBytes ?? 2 ** 40;
  const storage: BackupStorageRecord = {
    name: "demo-backup-storage",
    description: null,
    url: "/zstack_bs",
    type: "ImageStoreBackupStorage",
    availableBytes: totalBytes,
    state: "Enabled",
    status: "Connected",
    attachedZoneUuids: [ZONE],
    failing: null,
    templateSeconds: null,
    ...given,
    totalBytes,
    uuid,
    createdAt: now,
    changedAt: now,
  };
  zstackNow(world).backupStorages.set(uuid, storage);
  return storage;
}

export const backupStorageView = ({
  createdAt: _c,
  changedAt: _d,
  ...rest
}: BackupStorageRecord): BackupStorageView => rest;

export const backupStorageViews = (world: World): BackupStorageView[] =>
  [...zstackNow(world).backupStorages.values()].map(backupStorageView);

const byUuid = (world: World, uuid: string): BackupStorageRecord =>
  known("backup storage", zstackNow(world).backupStorages, uuid);

export const showBackupStorage = (world: World, uuid: string): BackupStorageView =>
  backupStorageView(byUuid(world, uuid));

export function patchBackupStorage(
  world: World,
  uuid: string,
  changes: BackupStoragePatch,
): BackupStorageView {
  return backupStorageView(Object.assign(byUuid(world, uuid), changes, { changedAt: world.clock.now() }));
}

export function removeBackupStorage(world: World, uuid: string): void {
  world.zstack.backupStorages.delete(byUuid(world, uuid).uuid);
}

export const canTake = (storage: BackupStorageRecord, bytes: number): boolean =>
  storage.status === "Connected" && storage.state === "Enabled" && storage.availableBytes > bytes;

export const backupStorageInventory = (world: World, storage: BackupStorageRecord): object => ({
  uuid: storage.uuid,
  name: storage.name,
  url: storage.url,
  description: storage.description,
  totalCapacity: storage.totalBytes,
  availableCapacity: storage.availableBytes,
  type: storage.type,
  state: storage.state,
  status: storage.status,
  createDate: timestamp(world, storage.createdAt),
  lastOpDate: timestamp(world, storage.changedAt),
  attachedZoneUuids: storage.attachedZoneUuids,
});
