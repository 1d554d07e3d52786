import { z } from "zod";
import { type Image, phaseOf } from "../image";
import { wireFlag } from "../wireFlag";
import { fromGlanceTags } from "./glanceTags";

const text = z.string().nullish();

/**
 * An image of the Image API v2 (docs/vendors/openstack.md#glance). Custom properties are at the top level, as texts.
 */
export const GlanceImage = z.looseObject({
  id: z.string(),
  status: z.string(),
  name: text,
  visibility: text,
  owner: text,
  protected: wireFlag,
  os_hidden: wireFlag,
  tags: z.array(z.string()).nullish(),
  min_ram: z.number().nullish(),
  min_disk: z.number().nullish(),
  size: z.number().nullish(),
  checksum: text,
  disk_format: text,
  container_format: text,
  created_at: text,
  updated_at: text,
  description: text,
  os_type: text,
  hw_firmware_type: text,
  hw_vif_multiqueue_enabled: text,
});

/** Its images are read one by one (`parseImages`). */
export const GlanceImages = z.looseObject({ images: z.array(z.unknown()), next: z.string().nullish() });

export function fromGlanceImage(wire: z.infer<typeof GlanceImage>): Image {
  return {
    id: wire.id,
    name: wire.name ?? "",
    status: wire.status,
    phase: phaseOf(wire.status),
    description: wire.description ?? "",
    ...fromGlanceTags(wire.tags ?? []),
    visibility: wire.visibility ?? "private",
    owner: wire.owner || undefined,
    protected: wire.protected ?? false,
    hidden: wire.os_hidden ?? false,
    minRamMiB: wire.min_ram ?? 0,
    maxRamMiB: 0,
    minDiskGiB: wire.min_disk ?? 0,
    osType: (wire.os_type ?? "").toLowerCase(),
    firmwareType: wire.hw_firmware_type ?? "bios",
    vifMultiqueue: wire.hw_vif_multiqueue_enabled?.toLowerCase() === "true",
    enterpriseProjectId: "0",
    sizeBytes: wire.size ?? undefined,
    checksum: wire.checksum ?? undefined,
    diskFormat: wire.disk_format ?? "",
    containerFormat: wire.container_format ?? "",
    createdAt: wire.created_at ?? "",
    updatedAt: wire.updated_at ?? "",
    attributes: new Set(Object.keys(wire)),
    wire,
  };
}
