import { z } from "zod";
import { zstackDefaults, zstackSettings } from "../zstack/world/zstackSettings";
import type { ProgressShape } from "./progressShape";

const share = z.number().min(0).max(1);
const progressShape = z.union([
  z.enum(["linear", "none"]),
  z.strictObject({ steps: share.gt(0) }),
  z.strictObject({ sticksAt: share, reachedAt: share.gt(0).optional() }),
  z.strictObject({ goesBackAt: share.min(0.1).lt(1) }),
]) satisfies z.ZodType<ProgressShape>;

/** How an export behaves; a volume may override any of these for its own exports. */
export const exportSettings = z.strictObject({
  /** From the 202 to the end of the copy. */
  exportSeconds: z.number().min(0),
  /** The part of `exportSeconds` that the image spends in `queued`, before `saving`. */
  queuedSeconds: z.number().min(0),
  /**
   * How long the volume stays `uploading` after the copy has ended
   * (docs/vendors/open-telekom-and-huawei.md#exporting-a-volume, race b).
   */
  releaseSeconds: z.number().min(0),
  /**
   * How long list and show do not know the image after the 202
   * (docs/vendors/open-telekom-and-huawei.md#exporting-a-volume, race a).
   */
  listDelaySeconds: z.number().min(0),
  /**
   * How the copy ends. `stuck`: never active although the volume is released
   * (docs/vendors/openstack.md#how-an-export-goes).
   */
  outcome: z.enum(["active", "killed", "gone", "stuck", "deactivated"]),
  /** Whether tags of an image that is still queued or saving can be seen (unverified on IMS; so both can be played). */
  tagsWhileSaving: z.boolean(),
});

/**
 * How a job of IMS behaves (docs/vendors/open-telekom-and-huawei.md#jobs-which-path-on-which-cloud,
 * docs/vendors/open-telekom-and-huawei.md#choices-of-the-local-cloud); a server, a backup or an object may override any
 * of these.
 */
export const jobSettings = z.strictObject({
  /** From the 200 to the end of the job. */
  jobSeconds: z.number().min(0),
  /** The part of `jobSeconds` that the job spends in INIT, and its image in `queued`. */
  jobInitSeconds: z.number().min(0),
  /** How long list and show do not know the image after the 200. */
  jobImageListedAfterSeconds: z.number().min(0),
  /**
   * Whether `entities.image_id` is there while the job is RUNNING
   * (docs/vendors/open-telekom-and-huawei.md#the-job-object: "may already be present").
   */
  jobImageIdEarly: z.boolean(),
  /**
   * `forgotten`: from `jobForgottenAfterSeconds` on nobody knows the job, while its image goes on. `stuck`: RUNNING for
   * ever. `imageInSubJob`: success, with the image's id in `sub_jobs_result` only
   * (docs/vendors/open-telekom-and-huawei.md#where-a-job-names-its-image).
   */
  jobOutcome: z.enum(["success", "failed", "forgotten", "stuck", "imageInSubJob"]),
  /** Of a failed job; `null`: what is usual for its type. */
  jobErrorCode: z.string().min(1).nullable(),
  jobFailReason: z.string().nullable(),
  jobForgottenAfterSeconds: z.number().min(0),
  /** How long after its end a job can be asked for. */
  jobKeptSeconds: z.number().min(0),
  /**
   * What a failed job leaves behind (unverified, docs/vendors/open-telekom-and-huawei.md#the-job-object; so all can be
   * played).
   */
  jobImageAfterFailure: z.enum(["gone", "killed", "saving"]),
  tagsWhileSaving: exportSettings.shape.tagsWhileSaving,
  /**
   * What a job tells of its progress; `profile`: 0.1, 0.4 and 0.9 on IMS
   * (docs/vendors/open-telekom-and-huawei.md#choices-of-the-local-cloud), nothing on ZStack
   * (docs/vendors/zstack.md#progress).
   */
  progress: z.union([z.literal("profile"), progressShape]),
});

export const settingsSchema = exportSettings.extend({
  ...jobSettings.shape,
  ...zstackSettings.shape,
  /**
   * Which of the two job queries answer: as the profile has it (docs/vendors/zstack.md#addresses-bodies-and-values), or
   * forced on any profile.
   */
  jobPaths: z.enum(["profile", "older", "progress", "both"]),
  /**
   * Where `process_percent` stands, and how: as the profile has it
   * (docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds), or in both queries. `percent` is 40 for
   * 0.4.
   */
  jobPercent: z.enum(["profile", "number", "string", "percent"]),
  /** How many private images a project may have (docs/vendors/open-telekom-and-huawei.md#quota-copy-and-export). */
  imageQuota: z.number().int().min(0),
  /** DELETE with `delete_backup` is refused with IMG.0176 (docs/vendors/open-telekom-and-huawei.md#ims-error-codes). */
  deleteBackupFails: z.boolean(),
  /** The keys that KMS has; `null`: every well-formed id is one. */
  kmsKeys: z.array(z.string()).nullable(),
  /**
   * IMS: how long an image stays visible after DELETE 204 (docs/vendors/open-telekom-and-huawei.md#deleting-an-image).
   * OpenStack deletes at once.
   */
  deleteSeconds: z.number().min(0),
  /** How long image objects and tag filters show the tags of before a change; the tag calls themselves are exact. */
  tagDelaySeconds: z.number().min(0),
  /** Real seconds, never scaled by `speed`. */
  tokenLifetimeSeconds: z.number().min(0),
  /** Of an id token of GitHub's; real seconds, as a token's. */
  idTokenLifetimeSeconds: z.number(),
  /** Whether the server whose metadata service is played was given an agency. */
  serverAgency: z.boolean(),
  /** Whether the metadata service lets nobody in without a token of its own. */
  metadataTokenRequired: z.boolean(),
  /** How long the keys of the server's agency are good for; real seconds. */
  serverKeysSeconds: z.number().min(0),
  /**
   * Cinder's `enable_force_upload`; off by default upstream, then `force` is ignored
   * (docs/vendors/openstack.md#exporting-a-volume).
   */
  enableForceUpload: z.boolean(),
  /** Cinder's `allow_compression_on_image_upload`; off by default upstream. */
  allowCompression: z.boolean(),
  /** How much the cloud's clock is ahead of its clients': for the `Date` of its answers, and for the age of signatures. */
  clockSkewSeconds: z.number(),
  /** Whether a signature must cover every header that decides (identity/verifySignature.ts), not the date alone as the pages ask. */
  strictSignatures: z.boolean(),
});

export type ExportSettings = z.infer<typeof exportSettings>;
export type JobSettings = z.infer<typeof jobSettings>;
export type Settings = z.infer<typeof settingsSchema>;

export const defaults: Settings = {
  exportSeconds: 60,
  queuedSeconds: 2,
  releaseSeconds: 1,
  listDelaySeconds: 2,
  outcome: "active",
  tagsWhileSaving: true,
  jobSeconds: 60,
  jobInitSeconds: 2,
  jobImageListedAfterSeconds: 2,
  jobImageIdEarly: false,
  jobOutcome: "success",
  jobErrorCode: null,
  jobFailReason: null,
  jobForgottenAfterSeconds: 10,
  jobKeptSeconds: 24 * 3600,
  jobImageAfterFailure: "gone",
  progress: "profile",
  jobPaths: "profile",
  jobPercent: "profile",
  imageQuota: 50,
  deleteBackupFails: false,
  kmsKeys: null,
  deleteSeconds: 2,
  tagDelaySeconds: 0,
  tokenLifetimeSeconds: 24 * 3600,
  idTokenLifetimeSeconds: 300,
  serverAgency: true,
  metadataTokenRequired: false,
  serverKeysSeconds: 3600,
  enableForceUpload: false,
  allowCompression: false,
  clockSkewSeconds: 0,
  strictSignatures: false,
  ...zstackDefaults,
};
