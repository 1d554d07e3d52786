import type { Caller, CallOptions } from "../../../http/call";
import { CloudError, PermissionError } from "../../../http/errors";
import type { Job } from "../../job";
import type { Session } from "../../keystone/session";
import type { JobPath } from "../differences";
import { isCodeOfIms } from "../failures/isCodeOfIms";
import { fromJob, JobAnswer } from "./job";

/** Reads jobs of IMS. It finds out once per run which of the two paths the cloud serves. */
export function imsJobs(caller: Caller, session: Session, paths: readonly JobPath[]) {
  let served: JobPath | undefined;
  return { showJob };

  async function showJob(id: string, options?: CallOptions): Promise<Job | undefined> {
    let refusal: unknown;
    for (const path of served === undefined ? paths : [served]) {
      try {
        const job = await request(path, id, options);
        served = path;
        return job;
      } catch (error) {
        if (!isNotServed(error, path)) throw error;
        refusal ??= error;
      }
    }
    throw refusal;
  }

  async function request(path: JobPath, id: string, options?: CallOptions): Promise<Job | undefined> {
    const base = await session.endpoint("image");
    const inPath = encodeURIComponent(id);
    const pathOfJob =
      path === "job" ? `/v1/${await session.projectId()}/jobs/${inPath}` : `/v1/cloudimages/job/${inPath}`;
    const call = {
      what: `show job ${id}`,
      method: "GET",
      url: new URL(base + pathOfJob),
      answer: JobAnswer,
    } as const;
    try {
      const { data, headers } = await caller.exchange(call, options);
      return fromJob(id, data, headers["x-request-id"]);
    } catch (error) {
      if (error instanceof CloudError && isUnknownJob(error)) return undefined;
      throw error;
    }
  }
}

/**
 * What a gateway answers for a path that it does not have: APIGW.0101 and 0103, or a 404 or 405 that IMS did not write.
 * The newer path has a permission of its own (ims:imageJobs:getPercentage,
 * docs/vendors/open-telekom-and-huawei.md#permissions), which an older role may lack.
 */
function isNotServed(error: unknown, path: JobPath): boolean {
  if (!(error instanceof CloudError)) return false;
  const { status, code = "" } = error;
  if (/^APIGW?\.010[13]$/.test(code)) return true;
  if (status === 404 || status === 405) return !isCodeOfIms(code);
  return path === "progress" && error instanceof PermissionError;
}

/**
 * How IMS answers for an unknown or a forgotten job is not verified (docs/vendors/open-telekom-and-huawei.md#unverified),
 * so that every likely answer counts.
 */
function isUnknownJob({ status, code = "" }: CloudError): boolean {
  if (status === 404) return isCodeOfIms(code);
  return status === 400 && (code === "IMG.0023" || code === "Common.0011");
}
