import type { ProfileName } from "../world/profile";
import { isOpenStack } from "../world/profile";
import { defaults, type ExportSettings } from "../world/settings";
import type { World } from "../world/world";

/**
 * One copy of a volume into an image. Nothing ever "happens": the times are fixed when the copy starts, and what image
 * and volume look like follows from the time of the request
 * (docs/vendors/open-telekom-and-huawei.md#exporting-a-volume, docs/vendors/openstack.md#how-an-export-goes).
 */
export interface ExportRun {
  readonly startedAt: number;
  readonly listedAt: number;
  readonly savingAt: number;
  readonly endsAt: number;
  readonly releasedAt: number;
  readonly outcome: ExportSettings["outcome"];
  readonly tagsWhileSaving: boolean;
}

export type ImageStatus = "queued" | "saving" | "active" | "killed" | "deactivated";

export function planExport(world: World, profile: ProfileName, own: Partial<ExportSettings>): ExportRun {
  const settings = { ...exportDefaults(world, profile), ...own };
  const startedAt = world.clock.now();
  const after = (seconds: number): number => startedAt + world.milliseconds(seconds);
  const endsAt = after(settings.exportSeconds);
  return {
    startedAt,
    listedAt: after(settings.listDelaySeconds),
    savingAt: Math.min(after(settings.queuedSeconds), endsAt),
    endsAt,
    releasedAt: endsAt + world.milliseconds(settings.releaseSeconds),
    outcome: settings.outcome,
    tagsWhileSaving: settings.tagsWhileSaving,
  };
}

/**
 * Cinder makes the image before it answers, so Glance knows it at once (docs/vendors/openstack.md#how-an-export-goes)
 * unless its volume is set otherwise.
 */
const exportDefaults = (world: World, profile: ProfileName): ExportSettings => ({
  ...defaults,
  ...(isOpenStack(profile) ? { listDelaySeconds: 0 } : {}),
  ...world.configured,
});

/**
 * `undefined`: the cloud has removed the image of a failed copy (docs/vendors/openstack.md#exporting-a-volume, worker
 * failure).
 */
export function runStatus(run: ExportRun, now: number): ImageStatus | undefined {
  if (now < run.savingAt) return "queued";
  if (now < run.endsAt || run.outcome === "stuck") return "saving";
  return run.outcome === "gone" ? undefined : run.outcome;
}

export const isUploading = (run: ExportRun, now: number): boolean => now < run.releasedAt;

/** When the run last changed the image. */
export const runChangedAt = (run: ExportRun, now: number): number =>
  now >= run.endsAt && run.outcome !== "stuck"
    ? run.endsAt
    : now >= run.savingAt
      ? run.savingAt
      : run.startedAt;
