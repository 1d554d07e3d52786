import type { TokenCall } from "../http/answer";
import { type VolumeRecord, volumeChangedAt, volumeStatus } from "../volumes/volumeRecord";
import { microsWithoutZone } from "../world/clock";

/** The volume object of EVS (docs/vendors/open-telekom-and-huawei.md#volumes). */
export const evsVolume = (volume: VolumeRecord, call: TokenCall): object => ({
  id: volume.id,
  name: volume.name,
  description: volume.description,
  status: volumeStatus(volume, call.now),
  size: volume.sizeGiB,
  attachments: attachments(volume),
  multiattach: volume.multiattach,
  shareable: String(volume.multiattach),
  bootable: String(volume.bootable),
  encrypted: volume.encrypted,
  metadata: volume.encrypted ? { __system__encrypted: "1" } : {},
  volume_image_metadata: Object.keys(volume.imageMetadata).length > 0 ? volume.imageMetadata : null,
  volume_type: volume.volumeType,
  availability_zone: volume.availabilityZone,
  service_type: volume.dedicatedStorageId === undefined ? "EVS" : "DSS",
  ...(volume.dedicatedStorageId === undefined
    ? {}
    : { dedicated_storage_id: volume.dedicatedStorageId, dedicated_storage_name: "dss-demo" }),
  tags: {},
  snapshot_id: null,
  source_volid: null,
  consistencygroup_id: null,
  replication_status: "disabled",
  enterprise_project_id: "0",
  user_id: call.profile.user.id,
  created_at: microsWithoutZone(volume.createdAt),
  updated_at: microsWithoutZone(volumeChangedAt(volume, call.now)),
  "os-vol-host-attr:host": "pod01.xen#SAS",
  "os-vol-tenant-attr:tenant_id": volume.projectId,
  links: [{ rel: "self", href: `${call.world.origin}/evs/v2/${volume.projectId}/volumes/${volume.id}` }],
});

export const attachments = (volume: VolumeRecord): object[] =>
  volume.attachments.map(({ server_id, device }) => ({
    server_id,
    device,
    attachment_id: volume.id,
    attached_at: microsWithoutZone(volume.createdAt),
    host_name: null,
    volume_id: volume.id,
    id: volume.id,
  }));
