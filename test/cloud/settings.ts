import { z } from "zod";
import type { ProgressShape } from "./progress";
import { zstackDefaults, zstackSettings } from "./zstack/settings";

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
  /** How long the volume stays `uploading` after the copy has ended (api-huawei-otc.md §5.2, race b). */
  releaseSeconds: z.number().min(0),
  /** How long list and show do not know the image after the 202 (§5.2, race a). */
  listDelaySeconds: z.number().min(0),
  /** How the copy ends. `stuck`: never active although the volume is released (api-openstack.md §2.6). */
  outcome: z.enum(["active", "killed", "gone", "stuck", "deactivated"]),
  /** Whether tags of an image that is still queued or saving can be seen (unverified on IMS; so both can be played). */
  tagsWhileSaving: z.boolean(),
});

/** How a job of IMS behaves (api-huawei-otc.md §1, §12); a server, a backup or an object may override any of these. */
export const jobSettings = z.strictObject({
  /** From the 200 to the end of the job. */
  jobSeconds: z.number().min(0),
  /** The part of `jobSeconds` that the job spends in INIT, and its image in `queued`. */
  jobInitSeconds: z.number().min(0),
  /** How long list and show do not know the image after the 200. */
  jobImageListedAfterSeconds: z.number().min(0),
  /** Whether `entities.image_id` is there while the job is RUNNING (§1.2: "may already be present"). */
  jobImageIdEarly: z.boolean(),
  /**
   * `forgotten`: from `jobForgottenAfterSeconds` on nobody knows the job, while its image goes on. `stuck`: RUNNING for
   * ever. `imageInSubJob`: success, with the image's id in `sub_jobs_result` only (§1.3).
   */
  jobOutcome: z.enum(["success", "failed", "forgotten", "stuck", "imageInSubJob"]),
  /** Of a failed job; `null`: what is usual for its type. */
  jobErrorCode: z.string().min(1).nullable(),
  jobFailReason: z.string().nullable(),
  jobForgottenAfterSeconds: z.number().min(0),
  /** How long after its end a job can be asked for. */
  jobKeptSeconds: z.number().min(0),
  /** What a failed job leaves behind (unverified, §1.4; so all can be played). */
  jobImageAfterFailure: z.enum(["gone", "killed", "saving"]),
  tagsWhileSaving: exportSettings.shape.tagsWhileSaving,
  /** What a job tells of its progress; `profile`: 0.1, 0.4 and 0.9 on IMS (§12), nothing on ZStack (api-zstack.md §1.13). */
  progress: z.union([z.literal("profile"), progressShape]),
});

export const settingsSchema = exportSettings.extend({
  ...jobSettings.shape,
  ...zstackSettings.shape,
  /** Which of the two job queries answer: as the profile has it (§1.1), or forced on any profile. */
  jobPaths: z.enum(["profile", "older", "progress", "both"]),
  /** Where `process_percent` stands, and how: as the profile has it (§4.7), or in both queries. `percent` is 40 for 0.4. */
  jobPercent: z.enum(["profile", "number", "string", "percent"]),
  /** How many private images a project may have (§3.5). */
  imageQuota: z.number().int().min(0),
  /** DELETE with `delete_backup` is refused with IMG.0176 (§5.5). */
  deleteBackupFails: z.boolean(),
  /** The keys that KMS has; `null`: every well-formed id is one. */
  kmsKeys: z.array(z.string()).nullable(),
  /** IMS: how long an image stays visible after DELETE 204 (§3.2). OpenStack deletes at once. */
  deleteSeconds: z.number().min(0),
  /** How long image objects and tag filters show the tags of before a change; the tag calls themselves are exact. */
  tagDelaySeconds: z.number().min(0),
  /** Real seconds, never scaled by `speed`. */
  tokenLifetimeSeconds: z.number().min(0),
  /** Cinder's `enable_force_upload`; off by default upstream, then `force` is ignored (§5.3). */
  enableForceUpload: z.boolean(),
  /** Cinder's `allow_compression_on_image_upload`; off by default upstream. */
  allowCompression: z.boolean(),
  /** How much the cloud's clock is ahead of its clients': for the `Date` of its answers, and for the age of signatures. */
  clockSkewSeconds: z.number(),
  /** Whether a signature must cover every header that decides (signature.ts), not the date alone as the pages ask. */
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
  enableForceUpload: false,
  allowCompression: false,
  clockSkewSeconds: 0,
  strictSignatures: false,
  ...zstackDefaults,
};
