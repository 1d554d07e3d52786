import { z } from "zod";
import { snippet } from "../../../http/redact";
import type { Job, JobFailure } from "../../job";
import { huaweiFailures } from "../failures/huaweiFailures";

/**
 * Texts that are `null`, `""` or absent as long as there is nothing to say
 * (docs/vendors/open-telekom-and-huawei.md#values-on-the-wire, docs/vendors/open-telekom-and-huawei.md#the-job-object).
 */
const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value?.trim() || undefined);

/** Fields for people may be invalid: they must not hide the state of a job. */
const remark = text.catch(undefined);

const Results = z
  .array(z.looseObject({ image_id: text }))
  .nullish()
  .transform((list) => list ?? []);

const SubJobs = z
  .array(
    z.looseObject({
      status: text,
      error_code: text,
      fail_reason: text,
      entities: z.looseObject({ image_id: text }).nullish(),
    }),
  )
  .nullish()
  .transform((list) => list ?? []);

const Entities = z.looseObject({
  image_id: text,
  process_percent: remark,
  current_task: remark,
  sub_jobs_result: SubJobs,
  results: Results,
  error_code: text,
  error: text,
  addition_error_code: text,
  addition_error_msg: text,
});

/**
 * `GET /v1/{project}/jobs/{id}` and `GET /v1/cloudimages/job/{id}`
 * (docs/vendors/open-telekom-and-huawei.md#the-job-object).
 */
export const JobAnswer = z.looseObject({
  status: z.string().transform((word) => word.trim()),
  job_id: text,
  begin_time: remark,
  error_code: text,
  fail_reason: text,
  entities: Entities.nullish(),
});

type WireJob = z.output<typeof JobAnswer>;

/** The state of a job; `requestId` is that of the poll. The fields are from pages and SDKs, and any may be missing. */
export function fromJob(id: string, wire: WireJob, requestId?: string): Job {
  const state = stateOf(wire.status);
  return {
    id,
    state,
    percent: percentOf(wire.entities?.process_percent),
    begunAt: timeOf(wire.begin_time),
    step:
      wire.entities?.current_task?.replace(/(?<!:):+$/, "").trim() || wire.status.toLowerCase() || "running",
    imageId: imageIdIn(wire),
    failure: state === "failed" ? failureIn(wire, requestId) : undefined,
  };
}

/** Upper case in the tables, lower in some samples; an unknown word may stand for work that is still going on. */
function stateOf(status: string): Job["state"] {
  const word = status.toUpperCase();
  if (word === "SUCCESS") return "succeeded";
  return word === "FAIL" || word === "FAILED" ? "failed" : "running";
}

/** With its zone; without, it has no one meaning. */
function timeOf(written = ""): number | undefined {
  return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(written) ? Date.parse(written) : undefined;
}

/**
 * 0.4 and "0.40" are 40 %; more than 1 must mean percent (not verified:
 * docs/vendors/open-telekom-and-huawei.md#unverified).
 */
function percentOf(written: string | undefined): number | undefined {
  const value = Number(written ?? Number.NaN);
  if (Number.isNaN(value)) return undefined;
  const percent = value > 1 ? value : value * 100;
  return Math.round(Math.min(Math.max(percent, 0), 100) * 10) / 10;
}

/**
 * Its place depends on the kind of job (docs/vendors/open-telekom-and-huawei.md#where-a-job-names-its-image).
 */
function imageIdIn({ entities }: WireJob): string | undefined {
  if (entities === undefined || entities === null) return undefined;
  const inSubJobs = entities.sub_jobs_result.map((job) => job.entities?.image_id);
  const inResults = entities.results.map((result) => result.image_id);
  return [entities.image_id, ...inSubJobs, ...inResults].find((id) => id !== undefined);
}

/** The job's own message, or else the fields that only some SDKs have, or else the message of the sub-job that failed. */
function failureIn(wire: WireJob, requestId: string | undefined): JobFailure {
  const { entities } = wire;
  const subJob = entities?.sub_jobs_result.find(({ status }) => stateOf(status ?? "") === "failed");
  const code = wire.error_code ?? entities?.addition_error_code ?? entities?.error_code ?? subJob?.error_code;
  const reason = wire.fail_reason ?? entities?.addition_error_msg ?? entities?.error ?? subJob?.fail_reason;
  const message = reason ?? "the cloud gives no reason";
  const hint = huaweiFailures({ status: 400, code, message })?.hint;
  return { code, reason: snippet(message), hint, requestId };
}
