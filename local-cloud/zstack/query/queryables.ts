import type { World } from "../../world/world";
import { type BackupStorageRecord, backupStorageInventory } from "../storage/backupStorageRecord";
import { type SnapshotRecord, snapshotInventory } from "../storage/snapshotRecord";
import {
  type TagPatternRecord,
  type TagRecord,
  tagInventory,
  tagPatternInventory,
  tagsOf,
} from "../tags/tagRecord";
import { type TemplateRecord, templateInventory } from "../templates/templateRecord";
import { sqlTime } from "../world/wallClock";
import type { Queryable } from "./answerQuery";

interface Dated {
  readonly createdAt: number;
  readonly changedAt: number;
}
const dates = {
  createDate: ({ createdAt }: Dated, world: World) => sqlTime(world, createdAt),
  lastOpDate: ({ changedAt }: Dated, world: World) => sqlTime(world, changedAt),
};
const tagColumns = {
  __userTag__: ({ uuid }: { uuid: string }, world: World) =>
    tagsOf(world, uuid, "User").map(({ tag }) => tag),
  __systemTag__: ({ uuid }: { uuid: string }, world: World) =>
    tagsOf(world, uuid, "System").map(({ tag }) => tag),
};

/** Deleted ones that are not expunged are still found (docs/vendors/zstack.md#queries). */
export const images: Queryable<TemplateRecord> = {
  className: "org.zstack.header.image.ImageInventory",
  inner: { backupStorageRefs: "org.zstack.header.image.ImageBackupStorageRefInventory" },
  rows: ({ zstack }, { accountUuid }) =>
    [...zstack.images.values()].filter((image) => !image.removed && image.accountUuid === accountUuid),
  inventory: templateInventory,
  columns: {
    ...tagColumns,
    ...dates,
    uuid: (image) => image.uuid,
    name: (image) => image.name,
    description: (image) => image.description,
    state: (image) => image.state,
    status: (image) => image.status,
    size: (image) => image.size,
    actualSize: (image) => image.actualSize,
    md5Sum: (image) => image.md5Sum,
    url: (image) => image.url,
    mediaType: (image) => image.mediaType,
    guestOsType: (image) => image.guestOsType,
    type: () => "zstack",
    platform: (image) => image.platform,
    architecture: (image) => image.architecture,
    format: (image) => image.format,
    system: (image) => image.system,
    virtio: (image) => image.virtio,
    "backupStorage.uuid": ({ refs }) => refs.map((ref) => ref.backupStorageUuid),
    "backupStorage.name": ({ refs }, { zstack }) =>
      refs.map((ref) => zstack.backupStorages.get(ref.backupStorageUuid)?.name ?? null),
    "backupStorageRefs.backupStorageUuid": ({ refs }) => refs.map((ref) => ref.backupStorageUuid),
    "backupStorageRefs.status": ({ refs }) => refs.map((ref) => ref.status),
    "backupStorageRefs.installPath": ({ refs }) => refs.map((ref) => ref.installPath),
    backupStorageRefs: ({ refs }) => refs.map((ref) => ref.backupStorageUuid),
  },
};

export const snapshots: Queryable<SnapshotRecord> = {
  className: "org.zstack.header.storage.snapshot.VolumeSnapshotInventory",
  rows: ({ zstack }, { accountUuid }) =>
    [...zstack.snapshots.values()].filter((snapshot) => snapshot.accountUuid === accountUuid),
  inventory: snapshotInventory,
  columns: {
    ...tagColumns,
    ...dates,
    uuid: (snapshot) => snapshot.uuid,
    name: (snapshot) => snapshot.name,
    description: (snapshot) => snapshot.description,
    type: (snapshot) => snapshot.type,
    volumeUuid: (snapshot) => snapshot.volumeUuid,
    treeUuid: (snapshot) => snapshot.treeUuid,
    parentUuid: (snapshot) => snapshot.parentUuid,
    primaryStorageUuid: (snapshot) => snapshot.primaryStorageUuid,
    primaryStorageInstallPath: (snapshot) => snapshot.primaryStorageInstallPath,
    volumeType: (snapshot) => snapshot.volumeType,
    format: (snapshot) => snapshot.format,
    latest: (snapshot) => snapshot.latest,
    size: (snapshot) => snapshot.sizeBytes,
    distance: (snapshot) => snapshot.distance,
    state: (snapshot) => snapshot.state,
    status: (snapshot) => snapshot.status,
  },
};

export const backupStorages: Queryable<BackupStorageRecord> = {
  className: "org.zstack.header.storage.backup.BackupStorageInventory",
  rows: ({ zstack }) => [...zstack.backupStorages.values()],
  inventory: backupStorageInventory,
  columns: {
    ...tagColumns,
    ...dates,
    uuid: (storage) => storage.uuid,
    name: (storage) => storage.name,
    description: (storage) => storage.description,
    url: (storage) => storage.url,
    type: (storage) => storage.type,
    totalCapacity: (storage) => storage.totalBytes,
    availableCapacity: (storage) => storage.availableBytes,
    state: (storage) => storage.state,
    status: (storage) => storage.status,
    attachedZoneUuids: (storage) => storage.attachedZoneUuids,
  },
};

const tagKind = (type: TagRecord["type"]): Queryable<TagRecord> => ({
  className: `org.zstack.header.tag.${type}TagInventory`,
  rows: ({ zstack }, { accountUuid }) =>
    [...zstack.tags.values()].filter((tag) => tag.type === type && tag.accountUuid === accountUuid),
  inventory: tagInventory,
  columns: {
    uuid: (tag) => tag.uuid,
    resourceUuid: (tag) => tag.resourceUuid,
    resourceType: (tag) => tag.resourceType,
    tag: (tag) => tag.tag,
    type: (tag) => tag.type,
    createDate: (tag, world) => sqlTime(world, tag.createdAt),
    lastOpDate: (tag, world) => sqlTime(world, tag.createdAt),
    ...(type === "User"
      ? {
          tagPatternUuid: (tag: TagRecord) => tag.tagPatternUuid,
          "tagPattern.name": ({ tagPatternUuid }: TagRecord, { zstack }: World) =>
            zstack.tagPatterns.get(tagPatternUuid ?? "")?.name ?? null,
        }
      : { inherent: () => false }),
  },
});
export const userTags = tagKind("User");
export const systemTags = tagKind("System");

export const tagPatterns: Queryable<TagPatternRecord> = {
  className: "org.zstack.header.tag.TagPatternInventory",
  rows: ({ zstack }, { accountUuid }) =>
    [...zstack.tagPatterns.values()].filter((pattern) => pattern.accountUuid === accountUuid),
  inventory: tagPatternInventory,
  columns: {
    uuid: (pattern) => pattern.uuid,
    name: (pattern) => pattern.name,
    value: (pattern) => pattern.value,
    description: (pattern) => pattern.description,
    color: (pattern) => pattern.color,
    type: (pattern) => pattern.type,
    createDate: (pattern, world) => sqlTime(world, pattern.createdAt),
    lastOpDate: (pattern, world) => sqlTime(world, pattern.createdAt),
    "tag.resourceUuid": ({ uuid }, { zstack }) =>
      [...zstack.tags.values()].filter((tag) => tag.tagPatternUuid === uuid).map((tag) => tag.resourceUuid),
  },
};
