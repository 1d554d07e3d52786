import { microsWithoutZone } from "../world/clock";
import type { World } from "../world/world";
import { type BackupRecord, backupStatus, imagesOf } from "./backupRecord";

/** Backups as CBR and CSBS show them (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects). */

const providers: Record<string, string> = {
  "OS::Nova::Server": "0daac4c5-6707-4851-97ba-169e36266b66",
  "OS::Cinder::Volume": "d1603440-187d-4516-af25-121250c7cc97",
  "OS::Sfs::Turbo": "3f3c3220-245c-4805-b811-758870015881",
};

const imagesData = (world: World, backup: BackupRecord, now: number): object[] =>
  imagesOf(world, backup, now).map((image_id) => ({ image_id }));

export const cbrBackup = (world: World, backup: BackupRecord, now: number): object => ({
  ...common(backup, now),
  resource_az: "eu-de-01",
  resource_size: backup.resourceSizeGiB,
  provider_id: providers[backup.resourceType] ?? null,
  checkpoint_id: checkpointOf(backup),
  vault_id: backup.vaultId,
  parent_id: null,
  expired_at: null,
  // a number, in this service only (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree)
  enterprise_project_id: 0,
  replication_records: [],
  children: backup.volumeIds.map((id) => ({
    id: `${id.slice(0, -4)}${backup.id.slice(-4)}`,
    resource_id: id,
    resource_type: "OS::Cinder::Volume",
    status: backupStatus(backup, now),
  })),
  extend_info: {
    auto_trigger: false,
    bootable: false,
    incremental: false,
    contain_system_disk: backup.containSystemDisk,
    encrypted: false,
    support_lld: false,
    // `backup` in the sample of a server's backup, whatever the text says
    // (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
    supported_restore_mode: "backup",
    os_images_data: imagesData(world, backup, now),
    progress: null,
    system_disk: false,
  },
});

export const csbsBackup = (world: World, backup: BackupRecord, now: number): object => ({
  ...common(backup, now),
  checkpoint_id: checkpointOf(backup),
  tags: [],
  extend_info: {
    auto_trigger: false,
    progress: backupStatus(backup, now) === "available" ? 100 : 0,
    supported_restore_mode: "backup",
    resource_az: "eu-de-01",
    image_type: "backup",
    fail_code: "",
    fail_reason: "",
    support_lld: false,
    os_images_data: imagesData(world, backup, now),
    volume_backups: backup.volumeIds.map((id, place) => ({
      source_volume_id: id,
      source_volume_size: world.volumes.get(id)?.sizeGiB ?? 40,
      bootable: place === 0 && backup.containSystemDisk,
      status: backupStatus(backup, now),
      image_type: "backup",
    })),
  },
  backup_data: { imagetype: "gold", vcpus: 1, ram: 2048, __openstack_region_name: "eu-de" },
});

const common = (backup: BackupRecord, now: number): object => ({
  id: backup.id,
  name: backup.name,
  description: backup.description,
  status: backupStatus(backup, now),
  project_id: backup.projectId,
  resource_id: backup.resourceId,
  resource_name: backup.resourceName,
  resource_type: backup.resourceType,
  image_type: "backup",
  created_at: `${microsWithoutZone(backup.createdAt)}+00:00`,
  updated_at: `${microsWithoutZone(backup.madeBy?.startedAt ?? backup.createdAt)}+00:00`,
  protected_at: `${microsWithoutZone(backup.createdAt)}+00:00`,
});

const checkpointOf = ({ id }: BackupRecord): string => `c${id.slice(1)}`;
