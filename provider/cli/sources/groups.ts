import { differencesOf } from "../../clouds/huawei/differences";
import type { Backup } from "../../clouds/imageJobs";
import type { Profile } from "../../clouds/profiles/traits";
import type { SourceLists } from "../../clouds/sources/sourceLists";
import { dataImage } from "../../resources/dataImage";
import { dataVolumeTemplate } from "../../resources/dataVolumeTemplate";
import { fullEcsImage } from "../../resources/fullEcsImage";
import { isNamedAsImageFile } from "../../resources/preflight/imageFileEndings";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { volumeImage } from "../../resources/volumeImage";
import type { ListedPlace } from "./listedCloud";
import type { Source } from "./source";
import type { Listed, Stock } from "./stock";

export const kinds = ["volumes", "servers", "backups", "objects", "snapshots"] as const;
export type Kind = (typeof kinds)[number];

/** The sources of one service. */
export interface Group {
  readonly kind: Kind;
  readonly title: string;
  /** The list without which the cloud has no such sources. */
  readonly from: keyof SourceLists;
  /** What is made from them. */
  readonly resource: ImageResource<CommonArgs>;
  list(stock: Stock): Promise<Listed<Source>>;
  /** An argument with which more of them can be used. */
  readonly alternative?: { readonly args: Readonly<Record<string, unknown>>; readonly text: string };
  /** The arguments to write in the program for such a source. */
  program(id: string, profile: Profile): string;
}

const GIB = 2 ** 30;
const bytes = (sizeGiB: number | undefined) => (sizeGiB === undefined ? undefined : sizeGiB * GIB);
const quoted = (text: string) => JSON.stringify(text);
/** Their arguments are only given in part: what is looked at is the source alone. */
const anyArgs = (resource: unknown) => resource as ImageResource<CommonArgs>;

const volumes: Group = {
  kind: "volumes",
  title: "Volumes",
  from: "volumes",
  resource: anyArgs(volumeImage),
  list: async (stock) =>
    mapped(await stock.volumes(), ({ id, name, sizeGiB, status, serverIds }) => ({
      id,
      name,
      sizeBytes: bytes(sizeGiB),
      state: status,
      args: { volumeId: id },
      facts: { serverIds },
    })),
  alternative: { args: { force: true }, text: "force: true" },
  program: (id) => `volumeId: ${quoted(id)}`,
};

const servers: Group = {
  kind: "servers",
  title: "Servers",
  from: "servers",
  resource: anyArgs(fullEcsImage),
  list: async (stock) => {
    const listed = await stock.servers();
    // Only the volumes tell how large its disks are; if they cannot be listed, the preflight's note says why.
    const { items } = await stock.volumes().catch(() => ({ items: [] }));
    const sizes = new Map(items.map(({ id, sizeGiB }) => [id, sizeGiB]));
    return mapped(listed, ({ id, name, status, volumeIds }) => ({
      id,
      name,
      sizeBytes: volumeIds.every((disk) => sizes.has(disk))
        ? bytes(volumeIds.reduce((sum, disk) => sum + (sizes.get(disk) ?? 0), 0))
        : undefined,
      state: status,
      args: { source: { instanceId: id } },
      facts: { volumeIds },
    }));
  },
  program: (id, profile) =>
    differencesOf(profile)?.csbs === false
      ? `source: { instanceId: ${quoted(id)}, vaultId: "…" }`
      : `source: { instanceId: ${quoted(id)} }`,
};

function backups(title: string, from: "cbrBackups" | "csbsBackups", argument: string): Group {
  return {
    kind: "backups",
    title,
    from,
    resource: anyArgs(fullEcsImage),
    list: async (stock) => mapped(await stock[from](), (backup) => ofBackup(backup, argument)),
    program: (id) => `source: { ${argument}: ${quoted(id)} }`,
  };
}

function ofBackup(
  { id, name, sizeGiB, status, ofServer, serverId, serverName, imageIds }: Backup,
  argument: string,
): Source {
  return {
    id,
    name,
    sizeBytes: bytes(sizeGiB),
    state: status,
    args: { source: { [argument]: id } },
    facts: {
      ofServer: ofServer ?? null,
      serverId: serverId ?? null,
      serverName: serverName ?? null,
      usedByImages: imageIds,
    },
  };
}

/** The image files of a bucket, by their endings. */
export function objectsIn({ bucket, prefix }: ListedPlace): Group {
  return {
    kind: "objects",
    title: `Image files in bucket ${bucket}`,
    from: "objects",
    resource: anyArgs(dataImage),
    list: async (stock) => {
      const { items, unreadable } = await stock.objects(bucket, prefix);
      const files = items.filter(({ key }) => isNamedAsImageFile(key));
      return mapped({ items: files, unreadable }, ({ key, sizeBytes, storageClass }) => ({
        id: key,
        name: key,
        sizeBytes,
        state: storageClass,
        args: { source: { bucket, object: key }, minDiskGiB: 40 },
        facts: { bucket },
      }));
    },
    program: (id) => `source: { bucket: ${quoted(bucket)}, object: ${quoted(id)} }, minDiskGiB: 40`,
  };
}

const snapshots: Group = {
  kind: "snapshots",
  title: "Volume snapshots",
  from: "snapshots",
  resource: anyArgs(dataVolumeTemplate),
  list: async (stock) =>
    mapped(await stock.snapshots(), ({ uuid, name, sizeBytes, status, state, volumeUuid }) => ({
      id: uuid,
      name,
      sizeBytes,
      state: state === "Enabled" ? status : `${status}, ${state}`,
      args: { snapshotUuid: uuid, backupStorageUuids: [] },
      facts: { volumeUuid: volumeUuid ?? null },
    })),
  program: (id) => `snapshotUuid: ${quoted(id)}, backupStorageUuids: ["…"]`,
};

/** In the order in which they are shown. Objects are listed by their bucket (objectsIn). */
export const groups: readonly Group[] = [
  volumes,
  servers,
  backups("CBR backups", "cbrBackups", "cbrBackupId"),
  backups("CSBS backups", "csbsBackups", "csbsBackupId"),
  snapshots,
];

/** The kinds that a cloud has. */
export function kindsOf(lists: SourceLists): readonly Kind[] {
  const has = (kind: Kind) =>
    kind === "objects"
      ? lists.objects !== undefined
      : groups.some((group) => group.kind === kind && lists[group.from] !== undefined);
  return kinds.filter(has);
}

function mapped<Item>({ items, unreadable }: Listed<Item>, read: (item: Item) => Source): Listed<Source> {
  return { items: items.map(read), unreadable };
}
