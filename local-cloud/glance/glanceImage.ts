import {
  digest,
  hasData,
  type ImageRecord,
  imageChangedAt,
  imageStatus,
  shownTags,
} from "../images/imageRecord";
import { secondsZ } from "../world/clock";

/** The image object of Glance (docs/vendors/openstack.md#glance); own properties stand beside its own fields. */
export function glanceImage(image: ImageRecord, now: number): Record<string, unknown> {
  const ready = hasData(image, now);
  return {
    ...image.attributes,
    size: ready ? image.sizeBytes : null,
    virtual_size: ready ? image.virtualSizeBytes : null,
    status: imageStatus(image, now),
    checksum: ready ? digest(image, "md5") : null,
    owner: image.projectId,
    os_hidden: image.attributes.os_hidden ?? false,
    os_hash_algo: ready ? "sha512" : null,
    os_hash_value: ready ? digest(image, "sha512") : null,
    id: image.id,
    created_at: secondsZ(image.createdAt),
    updated_at: secondsZ(imageChangedAt(image, now)),
    tags: shownTags(image, now),
    self: `/v2/images/${image.id}`,
    file: `/v2/images/${image.id}/file`,
    schema: "/v2/schemas/image",
  };
}
