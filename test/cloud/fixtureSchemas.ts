import { z } from "zod";
import { exportSettings } from "./settings";

/** What `/_admin` accepts for volumes and images; a misspelt field is refused. */

const profile = z.enum(["otc", "otc-swiss", "huaweicloud", "openstack"]);
const settings = exportSettings.partial();

const volume = z.strictObject({
  name: z.string(),
  description: z.string().nullable(),
  sizeGiB: z.int().min(1),
  status: z.string().min(1),
  volumeType: z.string().nullable(),
  availabilityZone: z.string(),
  attachments: z.array(z.strictObject({ server_id: z.string(), device: z.string() })),
  multiattach: z.boolean(),
  encrypted: z.boolean(),
  bootable: z.boolean(),
  imageMetadata: z.record(z.string(), z.string()),
  export: settings,
});

export const patchVolumeSchema = volume.partial();
export const newVolumeSchema = volume
  .partial()
  .extend({ id: z.uuid(), profile, project: z.string() })
  .partial();

export const patchImageSchema = z.looseObject({
  status: z
    .enum(["queued", "saving", "active", "killed", "deactivated", "pending_delete", "deleted"])
    .optional(),
  tags: z.array(z.string()).optional(),
  sizeBytes: z.int().min(0).optional(),
});
export const newImageSchema = patchImageSchema.extend({
  id: z.uuid().optional(),
  profile: profile.optional(),
  project: z.string().optional(),
  volumeId: z.string().optional(),
});
