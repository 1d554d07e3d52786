import type { Caller, CallOptions } from "../../http/call";
import { CloudError, PermissionError, ThrottledError } from "../../http/errors";
import type { LookOptions } from "../../waiting/watch";
import type { Job } from "../job";
import type { Session } from "../keystone/session";
import type { JobPath } from "./differences";
import { fromJob, JobAnswer } from "./job";

/** Looks sent at a time: many images of a stack must not take all connections from their own creates. */
const AT_ONCE = 4;

/** The looks at jobs of IMS. Which of the two paths a cloud serves is found out once a run. */
export function imsJobs(caller: Caller, session: Session, paths: readonly JobPath[]) {
  let served: JobPath | undefined;
  return { showJob, showJobs };

  async function showJob(id: string, options?: CallOptions): Promise<Job | undefined> {
    let refusal: unknown;
    for (const path of served === undefined ? paths : [served]) {
      try {
        const job = await ask(path, id, options);
        served = path;
        return job;
      } catch (error) {
        if (!isNotServed(error, path)) throw error;
        refusal ??= error;
      }
    }
    throw refusal;
  }

  /** One call for each job: IMS lists none. A look that fails is no news of its own job, and hides that of no other. */
  async function showJobs(ids: readonly string[], options: LookOptions): Promise<Map<string, Job>> {
    const found = new Map<string, Job>();
    const failed = new Map<string, CloudError>();
    for (let at = 0; at < ids.length; at += AT_ONCE)
      await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => look(id)));
    const [first] = failed.values();
    if (first !== undefined && failed.size === ids.length) throw first;
    for (const [id, { message }] of failed)
      found.set(id, { id, state: "running", step: `cannot look: ${message}` });
    return found;

    async function look(id: string): Promise<void> {
      try {
        const job = await showJob(id, options);
        if (job !== undefined) found.set(id, job);
      } catch (error) {
        if (!(error instanceof CloudError) || error instanceof ThrottledError) throw error; // slows down everybody
        failed.set(id, error);
      }
    }
  }

  async function ask(path: JobPath, id: string, options?: CallOptions): Promise<Job | undefined> {
    const base = await session.endpoint("image");
    const inPath = encodeURIComponent(id);
    const where =
      path === "job" ? `/v1/${await session.projectId()}/jobs/${inPath}` : `/v1/cloudimages/job/${inPath}`;
    const call = {
      what: `show job ${id}`,
      method: "GET",
      url: new URL(base + where),
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
 * The newer path has a permission of its own (ims:imageJobs:getPercentage, §4.8), which an older role may lack.
 */
function isNotServed(error: unknown, path: JobPath): boolean {
  if (!(error instanceof CloudError)) return false;
  const { status, code = "" } = error;
  if (/^APIGW?\.010[13]$/.test(code)) return true;
  if (status === 404 || status === 405) return !isFromService(code);
  return path === "progress" && error instanceof PermissionError;
}

/** What IMS says of a job that it does not know, or knows no more, is not verified (§13 no. 2): all that it may be. */
function isUnknownJob({ status, code = "" }: CloudError): boolean {
  if (status === 404) return isFromService(code);
  return status === 400 && (code === "IMG.0023" || code === "Common.0011");
}

function isFromService(code: string): boolean {
  return /^(IMG|IMS|Common)\./.test(code);
}
