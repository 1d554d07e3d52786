import { z } from "zod";
import type { CloudError } from "../../http/errors";
import { readComplaint } from "../../http/failures/complaint";
import { failureOf } from "../../http/failures/failureOf";
import type { HttpAnswer } from "../../http/transport";
import type { Job } from "../job";
import type { FailedCopy } from "../templates";
import { isError } from "./caller";
import { zstackFailures } from "./failures";

const ErrorCode = z.looseObject({ code: z.string() });

/** `GET /v1/api-jobs/{uuid}`: `{}` while it runs, the result of the API when it is done (docs/vendors/zstack.md#jobs). */
export const JobAnswer = z.looseObject({
  error: z.unknown().optional(),
  inventory: z.looseObject({ uuid: z.string().nullish() }).nullish().catch(undefined),
  /**
   * Storages that failed although the job succeeded: the open-source release never fills it, a commercial build may
   * (docs/vendors/zstack.md#creating-a-template).
   */
  failures: z
    .array(z.looseObject({ backupStorageUuid: z.string().nullish(), error: z.unknown() }))
    .nullish()
    .catch(undefined),
});

export type JobResult = z.output<typeof JobAnswer>;

/** The result of one poll of a job. */
export type JobReading =
  | { readonly state: "running" }
  | { readonly state: "succeeded"; readonly result: JobResult }
  | { readonly state: "failed"; readonly error: CloudError };

export function readingOf(what: string, status: number, answer: JobResult, now: number): JobReading {
  if (isError(answer.error)) {
    const text = JSON.stringify({ error: answer.error });
    // Without a code it is not ZStack's usual 503, but the job has ended all the same.
    const usualStatus = ErrorCode.safeParse(answer.error).success ? 503 : 200;
    const failed = { status: usualStatus, headers: {}, text, requestId: undefined };
    return { state: "failed", error: failureOf(what, failed, zstackFailures, now) };
  }
  return status === 202 ? { state: "running" } : { state: "succeeded", result: answer };
}

export function failedCopiesIn({ failures }: JobResult): FailedCopy[] {
  return (failures ?? []).flatMap(({ backupStorageUuid, error }) => {
    if (!backupStorageUuid || !isError(error)) return [];
    const { message: reason, code } = readComplaint(JSON.stringify({ error }));
    return [{ backupStorageUuid, reason, code }];
  });
}

/**
 * ZStack shows neither the progress of a job nor its step; its reports of progress do not exist for templates
 * (docs/vendors/zstack.md#progress).
 */
export function toJob(id: string, what: string, reading: JobReading): Job {
  switch (reading.state) {
    case "running":
      return { id, state: "running", step: "running" };
    case "succeeded":
      return { id, state: "succeeded", step: "done", imageId: reading.result.inventory?.uuid ?? undefined };
    case "failed": {
      const { code, message, hint } = reading.error;
      const reason = message.startsWith(`${what}: `) ? message.slice(what.length + 2) : message;
      return { id, state: "failed", step: "failed", failure: { code, reason, hint } };
    }
  }
}

/**
 * The poll of a failed job is answered by a 503 with the job's error, and has itself succeeded. Any other 503 is a failed
 * poll.
 */
export function isFailedJob({ status, text }: HttpAnswer): boolean {
  if (status !== 503) return false;
  try {
    return z.looseObject({ error: ErrorCode }).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
