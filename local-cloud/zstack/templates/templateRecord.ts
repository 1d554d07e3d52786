import type { World } from "../../world/world";
import { newUuid } from "../world/newUuid";
import { timestamp } from "../world/wallClock";

/** An image; here always a data volume template (docs/vendors/zstack.md#the-image-object). */
export interface TemplateRecord {
  readonly uuid: string;
  readonly accountUuid: string;
  readonly createdAt: number;
  changedAt: number;
  name: string;
  description: string | null;
  state: string;
  status: string;
  size: number;
  actualSize: number;
  md5Sum: string | null;
  url: string;
  mediaType: string;
  guestOsType: string | null;
  platform: string | null;
  architecture: string | null;
  format: string;
  system: boolean;
  virtio: boolean;
  refs: TemplateRef[];
  /** Why `Permissive` may not delete the image; `null`: it may. */
  deletionRefusal: string | null;
  /** Every change of mind about a delete counts, so that an old plan to purge it finds itself outdated. */
  deletions: number;
  /** The row is kept for its uuid only. */
  removed: boolean;
}

/** Its copy on a backup storage. */
export interface TemplateRef {
  readonly backupStorageUuid: string;
  readonly installPath: string;
  status: string;
  /** Of an export that somebody has asked for. */
  exportUrl?: string;
  exportMd5Sum?: string;
  readonly createdAt: number;
  changedAt: number;
}

type Given = Pick<TemplateRecord, "accountUuid" | "name" | "url" | "format" | "status"> &
  Partial<TemplateRecord>;

export function newTemplate(now: number, given: Given): TemplateRecord {
  return {
    uuid: newUuid(),
    createdAt: now,
    changedAt: now,
    description: null,
    state: "Enabled",
    size: 0,
    actualSize: 0,
    // This way of making an image sets neither a digest nor anything of a system
    // (docs/vendors/zstack.md#creating-a-template, seed against source).
    md5Sum: null,
    guestOsType: null,
    platform: null,
    architecture: null,
    mediaType: "DataVolumeTemplate",
    system: false,
    virtio: false,
    refs: [],
    deletionRefusal: null,
    deletions: 0,
    removed: false,
    ...given,
  };
}

export function newRef(world: World, now: number, storageUuid: string, format: string): TemplateRef {
  const file = world.newId("copy").replaceAll("-", "");
  return {
    backupStorageUuid: storageUuid,
    installPath: `zstore://${storageUuid}/${file}.${format}`,
    status: "Ready",
    createdAt: now,
    changedAt: now,
  };
}

export const templateInventory = (world: World, image: TemplateRecord): object => ({
  uuid: image.uuid,
  name: image.name,
  description: image.description,
  state: image.state,
  status: image.status,
  size: image.size,
  actualSize: image.actualSize,
  md5Sum: image.md5Sum,
  url: image.url,
  mediaType: image.mediaType,
  guestOsType: image.guestOsType,
  type: "zstack",
  platform: image.platform,
  architecture: image.architecture,
  format: image.format,
  system: image.system,
  virtio: image.virtio,
  createDate: timestamp(world, image.createdAt),
  lastOpDate: timestamp(world, image.changedAt),
  backupStorageRefs: image.refs.map((ref) => ({
    imageUuid: image.uuid,
    backupStorageUuid: ref.backupStorageUuid,
    installPath: ref.installPath,
    status: ref.status,
    exportUrl: ref.exportUrl ?? null,
    exportMd5Sum: ref.exportMd5Sum ?? null,
    createDate: timestamp(world, ref.createdAt),
    lastOpDate: timestamp(world, ref.changedAt),
  })),
});

/** The row with this uuid, if it is one that anybody sees. */
export function liveTemplate(world: World, uuid: string): TemplateRecord | undefined {
  const image = world.zstack.images.get(uuid);
  return image?.removed ? undefined : image;
}
