import { z } from "zod";
import { exportSettings, jobSettings } from "../world/settings";

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
  dedicatedStorageId: z.string(),
  export: settings,
  job: jobSettings.partial(),
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

/** What images are made from by jobs; `openstack` has none of it. */
const huawei = { profile: z.enum(["otc", "otc-swiss", "huaweicloud"]), project: z.string() };
const job = jobSettings.partial();

const server = z.strictObject({
  name: z.string(),
  status: z.string().min(1),
  taskState: z.string().min(1).nullable(),
  osType: z.enum(["Linux", "Windows"]),
  locked: z.boolean(),
  job,
});
export const patchServerSchema = server.partial();
export const newServerSchema = server
  .extend({ ...huawei, id: z.uuid(), volumeIds: z.array(z.string()), disks: z.int().min(0).max(24) })
  .partial();

const backup = z.strictObject({
  kind: z.enum(["CBR", "CSBS"]),
  name: z.string(),
  description: z.string(),
  status: z.string().min(1),
  resourceId: z.string(),
  resourceName: z.string(),
  resourceType: z.string(),
  resourceSizeGiB: z.int().min(1),
  vaultId: z.string().nullable(),
  containSystemDisk: z.boolean(),
  osImagesData: z.array(z.string()),
  volumeIds: z.array(z.string()),
  members: z.array(z.strictObject({ projectId: z.string(), status: z.string() })),
  sharedWithUs: z.boolean(),
  job,
});
export const patchBackupSchema = backup.partial();
export const newBackupSchema = backup.extend({ ...huawei, id: z.uuid() }).partial();

const vault = z.strictObject({
  name: z.string(),
  status: z.string().min(1),
  objectType: z.enum(["server", "disk", "turbo"]),
  protectType: z.enum(["backup", "replication"]),
  sizeGiB: z.int().min(0),
  usedMiB: z.int().min(0),
  allocatedGiB: z.int().min(0),
  resources: z.array(z.strictObject({ id: z.string(), protectStatus: z.string().optional() })),
});
export const patchVaultSchema = vault.partial();
export const newVaultSchema = vault.extend({ ...huawei, id: z.uuid() }).partial();

const storageClass = z.enum(["STANDARD", "WARM", "COLD"]);
export const newBucketSchema = z
  .strictObject({ ...huawei, name: z.string().min(3).max(63), region: z.string(), storageClass })
  .partial();
export const newObjectSchema = z.strictObject({
  bucket: z.string(),
  key: z.string().min(1),
  sizeBytes: z.int().min(0).optional(),
  storageClass: storageClass.optional(),
  job: job.optional(),
});
