import type { TokenCall } from "../http/answer";
import { volumeTypeId } from "../volumes/startExport";
import { type VolumeRecord, volumeChangedAt, volumeStatus } from "../volumes/volumeRecord";
import { microsWithoutZone } from "../world/clock";
import { linked } from "./linked";
import { requestedVersion } from "./requestedVersion";

export const cinderVolumeSummary = ({ id, name }: VolumeRecord, call: TokenCall): object => ({
  ...linked(call, "volumes", id),
  name,
});

export const cinderVolume = (volume: VolumeRecord, call: TokenCall): object => ({
  ...cinderVolumeSummary(volume, call),
  status: volumeStatus(volume, call.now),
  size: volume.sizeGiB,
  availability_zone: volume.availabilityZone,
  created_at: microsWithoutZone(volume.createdAt),
  updated_at: microsWithoutZone(volumeChangedAt(volume, call.now)),
  description: volume.description,
  volume_type: volume.volumeType,
  snapshot_id: null,
  source_volid: null,
  // Left there when a volume is attached.
  metadata: volume.attachments.length > 0 ? { attached_mode: "rw", readonly: "False" } : {},
  user_id: call.profile.user.id,
  bootable: String(volume.bootable),
  encrypted: volume.encrypted,
  replication_status: null,
  consistencygroup_id: null,
  multiattach: volume.multiattach,
  attachments: volume.attachments.map(({ server_id, device }) => ({
    id: volume.id,
    attachment_id: `${volume.id.slice(0, -12)}a77ac4ed0000`,
    volume_id: volume.id,
    server_id,
    host_name: null,
    device,
    attached_at: microsWithoutZone(volume.createdAt),
  })),
  // Cinder shows the key only where there is something in it.
  ...(Object.keys(volume.imageMetadata).length > 0 ? { volume_image_metadata: volume.imageMetadata } : {}),
  "os-vol-tenant-attr:tenant_id": volume.projectId,
  ...(call.admin ? forAdministrators : {}),
  ...ofVersion(requestedVersion(call), call.admin),
});

const forAdministrators = {
  "os-vol-host-attr:host": "host@backend#pool",
  migration_status: null,
  "os-vol-mig-status-attr:migstat": null,
  "os-vol-mig-status-attr:name_id": null,
};

/** What later microversions show (cinder/api/openstack/rest_api_version_history.rst). */
const ofVersion = (version: number, admin: boolean): object => ({
  ...(version >= 13 ? { group_id: null } : {}),
  ...(version >= 21 && admin ? { provider_id: null } : {}),
  ...(version >= 48 ? { service_uuid: "5e411ce0-0000-4000-8000-000000000001", shared_targets: false } : {}),
  ...(version >= 61 && admin ? { cluster_name: null } : {}),
  ...(version >= 63 ? { volume_type_id: volumeTypeId } : {}),
  ...(version >= 65 ? { consumes_quota: true } : {}),
});
