import type { Image } from "../clouds/image";
import type { Job } from "../clouds/job";
import { ImageFailedError } from "../http/errors";
import type { CommonArgs } from "../resources/resource";
import { showLooks } from "../waiting/progress";
import type { SharedVerdict, Verdict } from "../waiting/watch";
import type { Run } from "./run";
import { type Found, findEarly, findLast, type Making, untilListed, withLeftover } from "./search";

/** An image that its job has finished; `image` where the list has shown it active. */
export interface Made {
  readonly imageId: string;
  readonly image?: Image | undefined;
}

/**
 * Resolves when the job that makes an image is over, or when the image is seen to be active: the list shows all images of a
 * stack in one call, the job tells how far it is, and why it failed. A job that the cloud does not know any more says
 * nothing about its image: then the image itself decides (api-huawei-otc §1.1, §1.3).
 */
export async function untilMade<Args extends CommonArgs>(
  run: Run<Args>,
  making: Making,
  found: Found,
): Promise<Made> {
  const { cloud, deadline, host, log, resource } = run;
  let { imageId } = making;
  const know: Found = (id, image) => {
    imageId = id;
    found(id, image);
  };
  const over = new AbortController();
  void findEarly(run, making, over.signal, () => imageId !== undefined, know);
  const judge = judgeJob(making.jobId, know);
  try {
    const image = await cloud.images.wait<Image | undefined>({
      get key() {
        // A template of ZStack is active with its first copy: there only the job knows the end (api-zstack §1.6 no. 3).
        return resource.mark === "tag" ? (imageId ?? making.marker) : undefined;
      },
      judge: (seen) => judgeListed(seen, imageId !== undefined, know),
      own: async (options) => judge(await cloud.jobs?.show(making.jobId, options)),
      kind: making.fresh ? resource.type : undefined,
      deadline,
      signal: host.signal,
      onLook: showLooks(log),
    });
    return { imageId: imageId ?? (await untilListed(run, making, know)), image };
  } catch (error) {
    if (error instanceof ImageFailedError) throw await withLeftover(run, making, imageId, error, know);
    if (imageId === undefined) await findLast(run, making, know);
    throw error;
  } finally {
    over.abort();
  }
}

/** What the list says of an image that a job makes: that it is ready, or nothing. The rest is the job's to say. */
function judgeListed(image: Image | undefined, known: boolean, found: Found): SharedVerdict<Image> {
  if (image === undefined)
    return known ? { state: "unclear", step: "not listed" } : { state: "pending", step: "not listed yet" };
  if (image.phase !== "active" && image.phase !== "pending") return { state: "unclear", step: image.status };
  found(image.id, image);
  return image.phase === "active"
    ? { state: "done", result: image }
    : { state: "pending", step: image.status };
}

/** Looks at which the cloud says that it does not know the job, before that is believed. */
const UNKNOWN_LOOKS = 3;

/** Judges looks at one job; tells the image's id as soon as the job does. */
function judgeJob(jobId: string, found: Found): (job: Job | undefined) => Verdict<undefined> {
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
