import { known, UnknownFixture, type World } from "../../world/world";
import { accountNamed, accounts, demoAccount } from "../identity/account";
import { zstackNow } from "../world/agenda";
import { newUuid } from "../world/newUuid";
import { timestamp } from "../world/wallClock";

/** A snapshot of a volume (docs/vendors/zstack.md#snapshots-and-backup-storage). */
export interface SnapshotRecord {
  readonly uuid: string;
  readonly accountUuid: string;
  readonly createdAt: number;
  changedAt: number;
  name: string;
  description: string | null;
  /** `null`: the volume is gone. */
  volumeUuid: string | null;
  treeUuid: string;
  parentUuid: string | null;
  primaryStorageUuid: string;
  primaryStorageInstallPath: string;
  type: "Hypervisor" | "Storage";
  volumeType: "Root" | "Data";
  format: string;
  latest: boolean;
  /** What it weighs, and with it a template of it. */
  sizeBytes: number;
  /** How big the volume is. */
  volumeSizeBytes: number;
  distance: number;
  state: "Enabled" | "Disabled";
  /** `Creating`, `Ready`, `Deleted`, `Deleting`. */
  status: string;
}

type Settable = Omit<SnapshotRecord, "uuid" | "accountUuid" | "createdAt" | "changedAt">;
export type NewSnapshot = Partial<Settable> & {
  uuid?: string;
  /** By name or uuid; `demo` by default. */
  account?: string;
};
export type SnapshotPatch = Partial<Settable>;
export type SnapshotView = Settable & { uuid: string; account: string };

export function accountUuidOf(account: string | undefined): string {
  const found = account === undefined ? demoAccount : accountNamed(account);
  if (!found) throw new UnknownFixture(`no account "${account}" in profile zstack`);
  return found.uuid;
}

export const accountNameOf = (uuid: string): string =>
  accounts.find((account) => account.uuid === uuid)?.name ?? uuid;

const PRIMARY_STORAGE = "8f3f2f0c5c3a4f2d9b1e6a7d5c4b0001";

export function addSnapshot(world: World, given: NewSnapshot = {}): SnapshotRecord {
  const { account, ...rest } = given;
  const now = world.clock.now();
  const uuid = given.uuid ?? newUuid();
  const snapshot: SnapshotRecord = {
    name: "demo-snapshot",
    description: null,
    volumeUuid: newUuid(),
    treeUuid: newUuid(),
    parentUuid: null,
    primaryStorageUuid: PRIMARY_STORAGE,
    primaryStorageInstallPath: `/zstack_ps/dataVolumes/snapshots/${uuid}.qcow2`,
    type: "Hypervisor",
    volumeType: "Data",
    format: "qcow2",
    latest: true,
    sizeBytes: 2 ** 30,
    volumeSizeBytes: 10 * 2 ** 30,
    distance: 1,
    state: "Enabled",
    status: "Ready",
    ...rest,
    uuid,
    accountUuid: accountUuidOf(account),
    createdAt: now,
    changedAt: now,
  };
  zstackNow(world).snapshots.set(uuid, snapshot);
  return snapshot;
}

export function snapshotView({
  accountUuid,
  createdAt: _c,
  changedAt: _d,
  ...rest
}: SnapshotRecord): SnapshotView {
  return { ...rest, account: accountNameOf(accountUuid) };
}

export const snapshotViews = (world: World): SnapshotView[] =>
  [...zstackNow(world).snapshots.values()].map(snapshotView);

export const showSnapshot = (world: World, uuid: string): SnapshotView =>
  snapshotView(known("snapshot", zstackNow(world).snapshots, uuid));

export function patchSnapshot(world: World, uuid: string, changes: SnapshotPatch): SnapshotView {
  const snapshot = known("snapshot", zstackNow(world).snapshots, uuid);
  return snapshotView(Object.assign(snapshot, changes, { changedAt: world.clock.now() }));
}

export function removeSnapshot(world: World, uuid: string): void {
  world.zstack.snapshots.delete(known("snapshot", zstackNow(world).snapshots, uuid).uuid);
}

export const snapshotInventory = (world: World, snapshot: SnapshotRecord): object => ({
  uuid: snapshot.uuid,
  name: snapshot.name,
  description: snapshot.description,
  type: snapshot.type,
  volumeUuid: snapshot.volumeUuid,
  treeUuid: snapshot.treeUuid,
  parentUuid: snapshot.parentUuid,
  primaryStorageUuid: snapshot.primaryStorageUuid,
  primaryStorageInstallPath: snapshot.primaryStorageInstallPath,
  volumeType: snapshot.volumeType,
  format: snapshot.format,
  latest: snapshot.latest,
  size: snapshot.sizeBytes,
  state: snapshot.state,
  status: snapshot.status,
  distance: snapshot.distance,
  createDate: timestamp(world, snapshot.createdAt),
  lastOpDate: timestamp(world, snapshot.changedAt),
  backupStorageRefs: [],
});
