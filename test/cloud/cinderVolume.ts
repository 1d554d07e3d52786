import type { TokenCall } from "./answer";
import { microsWithoutZone } from "./clock";
import { attachments } from "./evsVolume";
import { type VolumeRecord, volumeChangedAt, volumeStatus } from "./volumes";

export const cinderVolumeSummary = (volume: VolumeRecord, call: TokenCall): object => ({
  id: volume.id,
  name: volume.name,
  links: ["self", "bookmark"].map((rel) => ({
    rel,
    href: `${call.world.origin}/cinder/${rel === "self" ? "v3/" : ""}${volume.projectId}/volumes/${volume.id}`,
  })),
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
  metadata: {},
  user_id: call.profile.user.id,
  bootable: String(volume.bootable),
  encrypted: volume.encrypted,
  replication_status: null,
  consistencygroup_id: null,
  multiattach: volume.multiattach,
  attachments: attachments(volume),
  // Cinder shows the key only where there is something in it.
  ...(Object.keys(volume.imageMetadata).length > 0 ? { volume_image_metadata: volume.imageMetadata } : {}),
  "os-vol-tenant-attr:tenant_id": volume.projectId,
});
