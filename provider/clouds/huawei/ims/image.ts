import { z } from "zod";
import { type Image, phaseOf } from "../../image";
import { wireFlag } from "../../wireFlag";

/**
 * Texts that are `null`, absent or a number on one page or another
 * (docs/vendors/open-telekom-and-huawei.md#values-on-the-wire, docs/vendors/open-telekom-and-huawei.md#the-image-object).
 */
const text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]).nullish();
const count = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number), z.literal("").transform(() => undefined)])
  .nullish();

/** An image of `GET /v2/cloudimages` and `PATCH /v2/cloudimages/{id}` (ims_03_0602, ims_03_0604). */
export const HuaweiImage = z.looseObject({
  id: z.string(),
  status: z.string(),
  name: text,
  visibility: text,
  protected: wireFlag,
  owner: text,
  created_at: text,
  updated_at: text,
  disk_format: text,
  container_format: text,
  min_disk: count,
  min_ram: count,
  max_ram: count,
  checksum: text,
  tags: z.array(z.string()).nullish(),
  enterprise_project_id: text,
  hw_firmware_type: text,
  hw_vif_multiqueue_enabled: text,
  __backup_id: text,
  __data_origin: text,
  __description: text,
  __image_size: count,
  __os_type: text,
  __system__cmkid: text,
});

export type WireImage = z.output<typeof HuaweiImage>;

/** Its images are read one by one (`parseImages`). */
export const HuaweiImages = z.looseObject({ images: z.array(z.unknown()) });

/** The answer of `GET /v2/{project}/images/{id}/tags`. */
export const HuaweiTags = z.looseObject({
  tags: z.array(z.looseObject({ key: z.string(), value: z.string().nullish() })),
});

export function fromHuaweiImage(wire: WireImage): Image {
  return {
    id: wire.id,
    name: wire.name ?? "",
    status: wire.status,
    phase: phaseOf(wire.status),
    description: wire.__description ?? "",
    tags: Object.fromEntries((wire.tags ?? []).map(splitTag)),
    visibility: wire.visibility ?? "private",
    owner: wire.owner || undefined,
    protected: wire.protected ?? false,
    minRamMiB: wire.min_ram ?? 0,
    maxRamMiB: wire.max_ram ?? 0,
    minDiskGiB: wire.min_disk ?? 0,
    // EVS says linux, IMS Linux (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree)
    osType: (wire.__os_type ?? "").toLowerCase(),
    // absent = bios (docs/vendors/open-telekom-and-huawei.md#the-image-object)
    firmwareType: wire.hw_firmware_type ?? "bios",
    vifMultiqueue: wire.hw_vif_multiqueue_enabled?.toLowerCase() === "true",
    enterpriseProjectId: wire.enterprise_project_id || "0",
    sizeBytes: wire.__image_size ?? undefined,
    checksum: wire.checksum ?? undefined,
    diskFormat: wire.disk_format ?? "",
    containerFormat: wire.container_format ?? "",
    dataOrigin: wire.__data_origin || undefined, // `""` and null where there is none
    backupId: wire.__backup_id || undefined,
    encryptionKeyId: wire.__system__cmkid || undefined,
    createdAt: wire.created_at ?? "",
    updatedAt: wire.updated_at ?? "",
    attributes: new Set(Object.keys(wire).filter((key) => isSet(wire[key]))),
    wire,
  };
}

/**
 * `max_ram: ""` is how IMS shows an image without one: `replace` of it is IMG.0035
 * (docs/vendors/open-telekom-and-huawei.md#updating-an-image).
 */
function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "";
}

/** Tags are objects in requests and "key=value" in answers (docs/vendors/open-telekom-and-huawei.md#tags). */
function splitTag(tag: string): [string, string] {
  const at = tag.indexOf("=");
  return at < 0 ? [tag, ""] : [tag.slice(0, at), tag.slice(at + 1)];
}
