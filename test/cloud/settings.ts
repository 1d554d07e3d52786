import { z } from "zod";

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

export const settingsSchema = exportSettings.extend({
  /** IMS: how long an image stays visible after DELETE 204 (§3.2). OpenStack deletes at once. */
  deleteSeconds: z.number().min(0),
  /** How long image objects and tag filters show the tags of before a change; the tag calls themselves are exact. */
  tagDelaySeconds: z.number().min(0),
  /** Real seconds, never scaled by `speed`. */
  tokenLifetimeSeconds: z.number().min(0),
  /** Cinder's `enable_force_upload`; off by default upstream, then `force` is ignored (§5.3). */
  enableForceUpload: z.boolean(),
  /** How much the cloud's clock is ahead of its clients': for the `Date` of its answers, and for the age of signatures. */
  clockSkewSeconds: z.number(),
});

export type ExportSettings = z.infer<typeof exportSettings>;
export type Settings = z.infer<typeof settingsSchema>;

export const defaults: Settings = {
  exportSeconds: 60,
  queuedSeconds: 2,
  releaseSeconds: 1,
  listDelaySeconds: 2,
  outcome: "active",
  tagsWhileSaving: true,
  deleteSeconds: 2,
  tagDelaySeconds: 0,
  tokenLifetimeSeconds: 24 * 3600,
  enableForceUpload: false,
  clockSkewSeconds: 0,
};
