import { z } from "zod";
import type { Backup } from "../../imageJobs";
import { wireFlag } from "../../wireFlag";

/**
 * Images that were made from the backup. Any entry means that the backup has been used
 * (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
 */
const Images = z.array(z.looseObject({ image_id: z.string().nullish() })).nullish();

const common = {
  id: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  resource_type: z.string().nullish(),
  resource_id: z.string().nullish().catch(undefined),
  provider_id: z.string().nullish(),
  project_id: z.string().nullish().catch(undefined),
  resource_name: z.string().nullish().catch(undefined),
};

/** `GET /v3/{project}/backups/{id}` (cloud-backup-recovery, "Querying a Specified Backup"). */
export const CbrBackup = z.looseObject({
  ...common,
  /** GB. */
  resource_size: z.number().nullish().catch(undefined),
  extend_info: z.looseObject({ os_images_data: Images, contain_system_disk: wireFlag }).nullish(),
});

export const CbrBackupAnswer = z.looseObject({ backup: CbrBackup });

/** `GET /v3/{project}/backups` (cloud-backup-recovery, "Querying All Backups"). */
export const CbrBackupsAnswer = z.looseObject({
  backups: z.array(z.looseObject({ id: z.string().nullish() })),
});

/** The same list, read whole. */
export const CbrBackupPage = z.looseObject({
  backups: z.array(z.unknown()),
  count: z.number().optional().catch(undefined),
});

/** `GET /v1/{project}/checkpoint_items/{id}` (cloud-server-backup-service, "Querying a Single Backup"). */
export const CsbsBackup = z.looseObject({
  ...common,
  extend_info: z
    .looseObject({
      os_images_data: Images,
      volume_backups: z
        .array(
          z.looseObject({
            source_volume_id: z.string().nullish(),
            /** GB. */
            source_volume_size: z.number().nullish().catch(undefined),
            bootable: wireFlag,
          }),
        )
        .nullish(),
    })
    .nullish(),
});

export const CsbsBackupAnswer = z.looseObject({ checkpoint_item: CsbsBackup });

/** `GET /v1/{project}/checkpoint_items` (cloud-server-backup-service, "Querying All Backups"). */
export const CsbsBackupPage = z.looseObject({ checkpoint_items: z.array(z.unknown()) });

export function fromCbrBackup({ backup }: z.output<typeof CbrBackupAnswer>): Backup {
  return {
    ...commonIn(backup),
    sizeGiB: backup.resource_size ?? undefined,
    hasSystemDisk: backup.extend_info?.contain_system_disk ?? undefined,
    imageIds: imageIdsIn(backup.extend_info?.os_images_data),
    volumeIds: [],
  };
}

export function fromCsbsBackup({ checkpoint_item: backup }: z.output<typeof CsbsBackupAnswer>): Backup {
  const volumes = backup.extend_info?.volume_backups ?? [];
  const bootFlags = volumes.flatMap(({ bootable }) => bootable ?? []);
  return {
    ...commonIn(backup),
    sizeGiB: volumes.reduce<number | undefined>(
      (sum, { source_volume_size: size }) => (typeof size === "number" ? (sum ?? 0) + size : sum),
      undefined,
    ),
    hasSystemDisk: bootFlags.length === 0 ? undefined : bootFlags.includes(true),
    imageIds: imageIdsIn(backup.extend_info?.os_images_data),
    volumeIds: volumes.flatMap(({ source_volume_id }) => source_volume_id ?? []),
  };
}

const Common = z.looseObject(common);
type WireCommon = z.output<typeof Common>;

function commonIn(wire: WireCommon) {
  return {
    id: wire.id,
    name: wire.name ?? "",
    status: wire.status.toLowerCase(),
    ofServer: isOfServer(wire),
    serverId: wire.resource_id || undefined,
    serverName: wire.resource_name || undefined,
    projectId: wire.project_id || undefined,
  };
}

/**
 * The provider of server backups, the same in all regions
 * (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
 */
const SERVER_PROVIDER = "0daac4c5-6707-4851-97ba-169e36266b66";

function isOfServer(wire: WireCommon): boolean | undefined {
  if (wire.resource_type) return wire.resource_type === "OS::Nova::Server";
  return wire.provider_id ? wire.provider_id === SERVER_PROVIDER : undefined;
}

function imageIdsIn(images: z.output<typeof Images>): string[] {
  return (images ?? []).map(({ image_id }) => image_id ?? "unknown");
}
