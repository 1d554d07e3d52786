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
};

/** `GET /v3/{project}/backups/{id}` (cloud-backup-recovery, "Querying a Specified Backup"). */
export const CbrBackupAnswer = z.looseObject({
  backup: z.looseObject({
    ...common,
    extend_info: z.looseObject({ os_images_data: Images, contain_system_disk: wireFlag }).nullish(),
  }),
});

/** `GET /v3/{project}/backups` (cloud-backup-recovery, "Querying All Backups"). */
export const CbrBackupsAnswer = z.looseObject({
  backups: z.array(z.looseObject({ id: z.string().nullish() })),
});

/** `GET /v1/{project}/checkpoint_items/{id}` (cloud-server-backup-service, "Querying a Single Backup"). */
export const CsbsBackupAnswer = z.looseObject({
  checkpoint_item: z.looseObject({
    ...common,
    extend_info: z
      .looseObject({
        os_images_data: Images,
        volume_backups: z
          .array(z.looseObject({ source_volume_id: z.string().nullish(), bootable: wireFlag }))
          .nullish(),
      })
      .nullish(),
  }),
});

export function fromCbrBackup({ backup }: z.output<typeof CbrBackupAnswer>): Backup {
  return {
    ...commonIn(backup),
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
