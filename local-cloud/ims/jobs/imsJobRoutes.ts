import { type Answer, json, Refusal, type TokenCall } from "../../http/answer";
import { refuseIms, unknownApi } from "../../http/envelope";
import { type Route, withToken } from "../../http/route";
import type { ProfileName } from "../../world/profile";
import { effectiveSettings } from "../../world/world";
import { type JobRecord, jobProgress, jobStatus } from "./jobRecord";

/**
 * The two ways to ask for a job of IMS (docs/vendors/open-telekom-and-huawei.md#jobs-which-path-on-which-cloud). Which
 * of them a cloud has is a matter of the profile.
 */

type Form = "older" | "progress";

const hasForm: Record<Form, readonly ProfileName[]> = {
  older: ["otc", "otc-swiss", "huaweicloud"],
  progress: ["huaweicloud"],
};

/**
 * Where `process_percent` and `current_task` stand: in the progress form, and in the only form of eu-ch2
 * (docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds).
 */
const tellsProgress = (call: TokenCall, form: Form): boolean =>
  form === "progress" || call.profile.name === "otc-swiss";

export const imsJobRoutes: Route[] = [
  withToken("ims.showJob", "GET /v1/{pid}/jobs/{id}", (call) => {
    checkForm(call, "older");
    if (call.params.pid !== call.project.id) refuseIms("IMG.0030", "The project ID and token are invalid.");
    return showJob(call, "older");
  }),
  withToken("ims.showJobProgress", "GET /v1/cloudimages/job/{id}", (call) => {
    checkForm(call, "progress");
    return showJob(call, "progress");
  }),
];

function checkForm(call: TokenCall, form: Form): void {
  const { jobPaths } = effectiveSettings(call.world);
  const served =
    jobPaths === "profile"
      ? hasForm[form].includes(call.profile.name)
      : jobPaths === "both" || jobPaths === form;
  if (!served) throw new Refusal(unknownApi(call));
}

function showJob(call: TokenCall, form: Form): Answer {
  const job = call.world.jobs.get(call.params.id ?? "");
  // What an unknown job gives is unverified; IMG.0023 is a choice
  // (docs/vendors/open-telekom-and-huawei.md#choices-of-the-local-cloud).
  if (job?.projectId !== call.project.id || jobStatus(job.run, call.now) === undefined)
    return refuseIms("IMG.0023", "An exception occurred during task query.");
  return json(200, wireJob(call, job, form));
}

function wireJob(call: TokenCall, job: JobRecord, form: Form): object {
  const head = wireHead(call, job);
  return {
    ...head,
    job_id: job.id,
    job_type: job.type,
    entities: hasSubJobs(job) ? subJobs(call, job, head) : entities(call, job, form),
  };
}

/**
 * An end that has not come is `""` on OTC and `null` on Huawei Cloud: both are documented
 * (docs/vendors/open-telekom-and-huawei.md#the-job-object).
 */
function wireHead({ now, profile }: TokenCall, { run }: JobRecord): Record<string, unknown> {
  const status = jobStatus(run, now);
  const ended = status === "SUCCESS" || status === "FAIL";
  const notYet = profile.name === "huaweicloud" ? null : "";
  return {
    status,
    begin_time: new Date(run.startedAt).toISOString(),
    end_time: ended ? new Date(run.endsAt).toISOString() : notYet,
    error_code: status === "FAIL" ? run.failure.code : null,
    fail_reason: status === "FAIL" ? run.failure.reason : null,
  };
}

function entities(call: TokenCall, job: JobRecord, form: Form): object {
  const status = jobStatus(job.run, call.now);
  if (status === "INIT") return {};
  const imageKnown = status === "SUCCESS" || (status === "RUNNING" && job.run.imageIdEarly);
  const [{ id, name, subJobId }] = job.images;
  return {
    ...(imageKnown ? { image_id: id } : {}),
    ...(imageKnown || form === "progress" ? { image_name: name } : {}),
    ...progress(call, job, form),
    ...(form === "progress" ? { subJobId } : {}),
  };
}

function progress(call: TokenCall, job: JobRecord, form: Form): object {
  const { jobPercent } = effectiveSettings(call.world);
  const part = jobProgress(job.run, call.now);
  if (part === undefined || (jobPercent === "profile" && !tellsProgress(call, form))) return {};
  const rounded = Number(part.toFixed(2));
  const shapes = {
    profile: rounded,
    number: rounded,
    string: String(rounded),
    percent: Math.round(part * 100),
  };
  return { process_percent: shapes[jobPercent], current_task: tasks[job.type] };
}

/**
 * Two are documented, one of them for a job of another type (docs/vendors/open-telekom-and-huawei.md#the-job-object);
 * the others are formed like them.
 */
const tasks: Record<JobRecord["type"], string> = {
  imsCreateWholeImageByInstanceJob: "CreateWholeImageByInstanceTask",
  imsCreateWholeImageByBackupJob: "CreateWholeImageByBackupTask",
  imsImportDataImageJob: "ImportDataImageTask",
  imsCreateImageByInstance: "CreateImageByInstanceTask",
  imsImportImageJob: "ImportImageTask",
  imsImportOvaImageJob: "ImportOvaImageTask",
  imsVolumeCreateImageJob: "VolumeCreateImageTask",
  imsVolumesToSysDataImagesJob: "VolumesToSysDataImagesTask",
};

/**
 * Of jobs that have each image made by another one
 * (docs/vendors/open-telekom-and-huawei.md#where-a-job-names-its-image;
 * docs/vendors/open-telekom-and-huawei.md#the-job-object, last but one sample).
 */
const subTypes: Partial<Record<JobRecord["type"], string>> = {
  imsVolumesToSysDataImagesJob: "imsCopyVolumeToImageJob",
  imsImportOvaImageJob: "imsImportImageJob",
};

const hasSubJobs = ({ type, run }: JobRecord): boolean =>
  run.outcome === "imageInSubJob" || subTypes[type] !== undefined;

function subJobs(call: TokenCall, job: JobRecord, head: Record<string, unknown>): object {
  if (head.status === "INIT") return {};
  const known = head.status === "SUCCESS" || (head.status === "RUNNING" && job.run.imageIdEarly);
  return {
    sub_jobs_list: job.images.map(({ subJobId }) => subJobId),
    sub_jobs_result: job.images.map(({ id, name, subJobId }) => ({
      ...head,
      job_id: subJobId,
      job_type: subTypes[job.type] ?? "imsCopyVolumeToImageJob",
      entities: known ? { image_id: id, image_name: name } : {},
    })),
    ...progress(call, job, "older"),
  };
}
