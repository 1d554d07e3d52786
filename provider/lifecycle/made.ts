import type { Job, Jobs } from "../clouds/job";
import { CloudError, ImageFailedError } from "../http/errors";
import type { CommonArgs } from "../resources/resource";
import { showLooks } from "../waiting/progress";
import type { Verdict } from "../waiting/watcher";
import type { Run } from "./run";
import { type Found, findEarly, findLast, type Making, untilListed, withLeftover } from "./search";

/**
 * Resolves with the id of the image that a job makes, when the job is over. A job that the cloud does not know any more
 * says nothing about its image: then the image itself decides (api-huawei-otc §1.1, §1.3).
 */
export async function untilMade<Args extends CommonArgs>(
  run: Run<Args>,
  making: Making,
  found: Found,
): Promise<string> {
  const { deadline, host, log } = run;
  let { imageId } = making;
  const know: Found = (id, image) => {
    imageId = id;
    found(id, image);
  };
  const over = new AbortController();
  void findEarly(run, making, over.signal, () => imageId !== undefined, know);
  try {
    await jobsOf(run).watcher.wait<void>({
      key: making.jobId,
      judge: judgeJob(making.jobId, know),
      deadline,
      signal: host.signal,
      onLook: showLooks(log),
    });
    return imageId ?? (await untilListed(run, making, know));
  } catch (error) {
    if (error instanceof ImageFailedError) throw await withLeftover(run, making, imageId, error, know);
    if (imageId === undefined) await findLast(run, making, know);
    throw error;
  } finally {
    over.abort();
  }
}

/** Looks at which the cloud says that it does not know the job, before that is believed. */
const UNKNOWN_LOOKS = 3;

/** Judges looks at one job; tells the image's id as soon as the job does. */
export function judgeJob(jobId: string, found: Found): (job: Job | undefined) => Verdict<void> {
  let unknown = 0;
  return (job) => {
    if (job === undefined) {
      unknown += 1;
      return unknown < UNKNOWN_LOOKS ? { state: "pending", step: "job not known" } : done;
    }
    unknown = 0;
    if (job.imageId !== undefined) found(job.imageId);
    if (job.state === "succeeded") return done;
    if (job.state === "running") return { state: "pending", step: job.step, percent: job.percent };
    return { state: "failed", error: jobFailed(jobId, job) };
  };
}

const done = { state: "done", result: undefined } as const;

export function jobFailed(jobId: string, { failure }: Job): ImageFailedError {
  return new ImageFailedError(`job ${jobId} failed: ${failure?.reason ?? "the cloud gives no reason"}`, {
    outcome: "rejected",
    code: failure?.code,
    requestId: failure?.requestId,
    hint: failure?.hint ?? "the next `pulumi up` tries again",
    imageStatus: "error",
  });
}

function jobsOf<Args extends CommonArgs>({ cloud }: Run<Args>): Jobs {
  if (cloud.jobs !== undefined) return cloud.jobs;
  throw new CloudError(`cloud "${cloud.name}" makes no images by jobs`, { outcome: "not-sent" });
}
