import { z } from "zod";
import { isUuid } from "../world/newUuid";

/** What `/_admin` accepts for ZStack; a misspelt field is refused. */
const uuid = z.string().refine(isUuid, { error: "32 lower-case hex digits of a UUID" });
const bytes = z.int().min(0);
const state = z.enum(["Enabled", "Disabled"]);

export const patchSnapshotSchema = z
  .strictObject({
    name: z.string(),
    description: z.string().nullable(),
    volumeUuid: uuid.nullable(),
    treeUuid: uuid,
    parentUuid: uuid.nullable(),
    primaryStorageUuid: uuid,
    primaryStorageInstallPath: z.string(),
    type: z.enum(["Hypervisor", "Storage"]),
    volumeType: z.enum(["Root", "Data"]),
    format: z.string().min(1),
    latest: z.boolean(),
    sizeBytes: bytes,
    volumeSizeBytes: bytes,
    distance: z.int().min(0),
    state,
    status: z.enum(["Creating", "Ready", "Deleted", "Deleting"]),
  })
  .partial();
const account = z.string().optional();
export const newSnapshotSchema = patchSnapshotSchema.extend({ uuid: uuid.optional(), account });

export const patchBackupStorageSchema = z
  .strictObject({
    name: z.string(),
    description: z.string().nullable(),
    url: z.string(),
    type: z.string().min(1),
    totalBytes: bytes,
    availableBytes: bytes,
    state,
    status: z.enum(["Connecting", "Connected", "Disconnected"]),
    attachedZoneUuids: z.array(uuid),
    failing: z.string().min(1).nullable(),
    templateSeconds: z.number().min(0).nullable(),
  })
  .partial();
export const newBackupStorageSchema = patchBackupStorageSchema.extend({ uuid: uuid.optional() });

export const newTagPatternSchema = z
  .strictObject({
    uuid,
    name: z.string().min(1),
    value: z.string().min(1),
    description: z.string().nullable(),
    color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
    type: z.enum(["simple", "withToken"]),
    account: z.string(),
  })
  .partial();

export const patchTemplateSchema = z
  .strictObject({
    name: z.string(),
    description: z.string().nullable(),
    state: z.string().min(1),
    status: z.string().min(1),
    size: bytes,
    actualSize: bytes,
    url: z.string(),
    mediaType: z.string().min(1),
    guestOsType: z.string().nullable(),
    platform: z.string().nullable(),
    architecture: z.string().nullable(),
    format: z.string().min(1),
    system: z.boolean(),
    virtio: z.boolean(),
    md5Sum: z.string().nullable(),
    deletionRefusal: z.string().min(1).nullable(),
    userTags: z.array(z.string()),
    systemTags: z.array(z.string()),
    backupStorageRefs: z.array(
      z.strictObject({
        backupStorageUuid: uuid,
        status: z.string().min(1).optional(),
        installPath: z.string().optional(),
        exportUrl: z.string().optional(),
        exportMd5Sum: z.string().optional(),
      }),
    ),
  })
  .partial();
export const newTemplateSchema = patchTemplateSchema.extend({ uuid: uuid.optional(), account });
