import {
  digest,
  hasData,
  type ImageRecord,
  imageChangedAt,
  imageStatus,
  shownTags,
} from "../images/imageRecord";
import { secondsZ } from "../world/clock";

/** The image object of IMS (docs/vendors/open-telekom-and-huawei.md#the-image-object). */
export function imsImage(image: ImageRecord, now: number): Record<string, unknown> {
  const ready = hasData(image, now);
  return {
    enterprise_project_id: "0",
    __imagetype: image.attributes.visibility === "public" ? "gold" : "private",
    __isregistered: "true",
    __image_source_type: "uds",
    __os_type: "Linux",
    __os_bit: "64",
    __os_version: "Other Linux(64 bit)",
    __platform: "Other",
    virtual_env_type: "FusionCompute",
    max_ram: "",
    ...image.attributes,
    // Sizes are numbers only where nobody uses them: `size` is 0, the bytes are text
    // (docs/vendors/open-telekom-and-huawei.md#values-on-the-wire).
    size: 0,
    virtual_size: null,
    __image_size: ready ? String(image.sizeBytes) : "0",
    checksum: ready ? digest(image, "md5") : "",
    id: image.id,
    status: imageStatus(image, now),
    owner: image.projectId,
    created_at: secondsZ(image.createdAt),
    updated_at: secondsZ(imageChangedAt(image, now)),
    ...(ready ? { active_at: secondsZ(image.run?.endsAt ?? image.createdAt) } : {}),
    tags: shownTags(image, now),
    file: `/v2/images/${image.id}/file`,
    self: `/v2/images/${image.id}`,
    schema: "/v2/schemas/image",
  };
}
