import type { ExportRun } from "../../volumes/exportRun";
import type { Made } from "../../world/newId";
import type { HuaweiName } from "../../world/profile";
import { reportedProgress } from "../../world/progressShape";
import type { JobSettings } from "../../world/settings";
import { effectiveSettings, known, projectNamed, type World } from "../../world/world";

/**
 * One job of IMS. As with an export nothing ever "happens": the times are fixed when it starts, and what job, image and
 * backup look like follows from the time of the request
 * (docs/vendors/open-telekom-and-huawei.md#jobs-which-path-on-which-cloud,
 * docs/vendors/open-telekom-and-huawei.md#choices-of-the-local-cloud).
 */
export interface JobRun {
  readonly startedAt: number;
  readonly runningAt: number;
  readonly endsAt: number;
  readonly listedAt: number;
  /** From then on nobody knows the job. */
  readonly forgottenAt: number;
  readonly outcome: JobSettings["jobOutcome"];
  readonly failure: { readonly code: string; readonly reason: string };
  readonly imageIdEarly: boolean;
  readonly imageAfterFailure: JobSettings["jobImageAfterFailure"];
  readonly tagsWhileSaving: boolean;
  readonly progress: JobSettings["progress"];
}

export interface JobRecord {
  /** 32 hex digits, no UUID (docs/vendors/open-telekom-and-huawei.md#values-on-the-wire). */
  readonly id: string;
  readonly profile: HuaweiName;
  readonly projectId: string;
  readonly type: JobType;
  readonly images: readonly [JobImage, ...JobImage[]];
  readonly run: JobRun;
}

/** What a job makes; all of it at the same pace. */
export interface JobImage {
  readonly id: string;
  readonly name: string;
  readonly subJobId: string;
}

/** Which call starts which: docs/vendors/open-telekom-and-huawei.md#where-a-job-names-its-image. */
export type JobType =
  | "imsCreateWholeImageByInstanceJob"
  | "imsCreateWholeImageByBackupJob"
  | "imsImportDataImageJob"
  | "imsCreateImageByInstance"
  | "imsImportImageJob"
  | "imsImportOvaImageJob"
  | "imsVolumeCreateImageJob"
  | "imsVolumesToSysDataImagesJob";

export type JobStatus = "INIT" | "RUNNING" | "SUCCESS" | "FAIL";

const fileUnusable = {
  code: "IMG.0057",
  reason:
    "The image file is empty, not found, or in incorrect format, or you do not have enough permission to access the file.",
};
const diskUnusable = { code: "IMG.0022", reason: "The disk in the current state cannot be used." };

/** With the texts of the code table, in short (docs/vendors/open-telekom-and-huawei.md#ims-error-codes). */
const usualFailures: Record<JobType, JobRun["failure"]> = {
  imsCreateWholeImageByInstanceJob: { code: "IMG.0136", reason: "The ECS is being backed up." },
  imsCreateWholeImageByBackupJob: {
    code: "IMG.0195",
    reason: "The CBR whole image does not contain an operating system.",
  },
  imsImportDataImageJob: fileUnusable,
  imsCreateImageByInstance: { code: "IMG.0006", reason: "The system disk of the ECS cannot be used." },
  imsImportImageJob: fileUnusable,
  imsImportOvaImageJob: fileUnusable,
  imsVolumeCreateImageJob: diskUnusable,
  imsVolumesToSysDataImagesJob: diskUnusable,
};

export function planJob(world: World, type: JobType, own: Partial<JobSettings>): JobRun {
  const settings = { ...effectiveSettings(world), ...own };
  const startedAt = world.clock.now();
  const after = (seconds: number): number => startedAt + world.milliseconds(seconds);
  const endsAt = settings.jobOutcome === "stuck" ? Number.POSITIVE_INFINITY : after(settings.jobSeconds);
  const usual = usualFailures[type];
  return {
    startedAt,
    runningAt: Math.min(after(settings.jobInitSeconds), endsAt),
    endsAt,
    listedAt: after(settings.jobImageListedAfterSeconds),
    forgottenAt:
      settings.jobOutcome === "forgotten"
        ? after(settings.jobForgottenAfterSeconds)
        : endsAt + world.milliseconds(settings.jobKeptSeconds),
    outcome: settings.jobOutcome,
    failure: {
      code: settings.jobErrorCode ?? usual.code,
      reason: settings.jobFailReason ?? (settings.jobErrorCode === null ? usual.reason : "The job failed."),
    },
    imageIdEarly: settings.jobImageIdEarly,
    imageAfterFailure: settings.jobImageAfterFailure,
    tagsWhileSaving: settings.tagsWhileSaving,
    progress: settings.progress,
  };
}

export function addJob(
  world: World,
  { images, ...job }: Omit<JobRecord, "id" | "images"> & { images: readonly Omit<JobImage, "subJobId">[] },
): JobRecord {
  const [first, ...others] = images.map((image) => ({ ...image, subJobId: hexId(world, "part") }));
  const record = { ...job, id: hexId(world, "job"), images: [first as JobImage, ...others] as const };
  world.jobs.set(record.id, record);
  return record;
}

const hexId = (world: World, of: Made): string => world.newId(of).replaceAll("-", "");

/** `undefined`: the cloud does not know the job any more. */
export function jobStatus(run: JobRun, now: number): JobStatus | undefined {
  if (now >= run.forgottenAt) return undefined;
  if (now < run.runningAt) return "INIT";
  if (now < run.endsAt) return "RUNNING";
  return run.outcome === "failed" ? "FAIL" : "SUCCESS";
}

/** 0 to 1; `undefined`: the cloud tells nothing. A stuck job says for ever what it says at half the time. */
export function jobProgress(run: JobRun, now: number): number | undefined {
  if (run.progress === "none") return undefined;
  const status = jobStatus(run, now);
  if (status === "SUCCESS") return 1;
  if (status === "INIT") return 0;
  const share = run.outcome === "stuck" ? 0.5 : (now - run.runningAt) / (run.endsAt - run.runningAt);
  return run.progress === "profile"
    ? usualProgress(share)
    : reportedProgress(run.progress, Math.min(share, 1));
}

/** The steps of docs/vendors/open-telekom-and-huawei.md#choices-of-the-local-cloud. */
const usualProgress = (share: number): number => (share < 1 / 3 ? 0.1 : share < 2 / 3 ? 0.4 : 0.9);

/** The image's side of the job: to everything else it looks like the image of an export. */
export const imageRun = (run: JobRun): ExportRun => ({
  startedAt: run.startedAt,
  listedAt: run.listedAt,
  savingAt: run.runningAt,
  endsAt: run.endsAt,
  // As long as the job runs, its image cannot be deleted (IMG.0090).
  releasedAt: run.endsAt,
  outcome:
    run.outcome !== "failed"
      ? "active"
      : run.imageAfterFailure === "saving"
        ? "stuck"
        : run.imageAfterFailure,
  tagsWhileSaving: run.tagsWhileSaving,
});

export interface JobView {
  id: string;
  type: JobType;
  /** `null`: known to nobody but `/_admin` any more. */
  status: JobStatus | null;
  /** `null`: the cloud tells nothing of it. */
  percent: number | null;
  profile: HuaweiName;
  project: string;
  /** The image, or the first of several. */
  imageId: string;
  imageName: string;
}

export function jobView(world: World, job: JobRecord): JobView {
  const now = world.clock.now();
  const { id, type, profile, images } = job;
  const progress = jobProgress(job.run, now);
  return {
    id,
    type,
    status: jobStatus(job.run, now) ?? null,
    percent: progress === undefined ? null : Math.round(progress * 100),
    profile,
    project: projectNamed(world, profile, job.projectId).project.name,
    imageId: images[0].id,
    imageName: images[0].name,
  };
}

export const jobViews = (world: World): JobView[] =>
  [...world.jobs.values()].map((job) => jobView(world, job));

/** The job is forgotten; its image goes on. */
export function removeJob(world: World, id: string): void {
  world.jobs.delete(known("job", world.jobs, id).id);
}
