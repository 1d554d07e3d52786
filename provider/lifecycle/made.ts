import type { Image } from "../clouds/image";
import type { Job } from "../clouds/job";
import { ImageFailedError } from "../http/errors";
import type { CommonArgs, ImageResource } from "../resources/resource";
import { showLooks } from "../waiting/progress";
import type { SharedVerdict, Verdict } from "../waiting/watch";
import { fittingHint } from "./fitting";
import { claimOn } from "./marker";
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
 * nothing about its image: then the image itself decides
 * (docs/vendors/open-telekom-and-huawei.md#jobs-which-path-on-which-cloud,
 * docs/vendors/open-telekom-and-huawei.md#where-a-job-names-its-image).
 */
export async function untilMade<Args extends CommonArgs>(
  run: Run<Args>,
  making: Making,
  found: Found,
): Promise<Made> {
  const { cloud, deadline, host, log, resource } = run;
  let { imageId } = making;
  const search = new AbortController();
  const know: Found = (id, image) => {
    imageId = id;
    if (id !== undefined) search.abort();
    found(id, image);
  };
  /** Unless its job, or the search, has told of another meanwhile. */
  const learn = (image: Image) => {
    if (imageId === undefined) know(image.id, image);
  };
  if (imageId === undefined) void findEarly(run, making, search.signal, know);
  const judge = judgeJob(resource, making.jobId, know);
  const strangers = new Set<string>();
  const isStranger = (seen?: Image) => imageId === undefined && seen !== undefined && strangers.has(seen.id);
  const wait = (kind?: string) =>
    cloud.images.wait<Image | undefined>({
      get key() {
        return imageId ?? making.marker;
      },
      judge: (seen) => judgeListed(run, isStranger(seen) ? undefined : seen, imageId !== undefined, know),
      own: async (options) => judge(await cloud.jobs?.show(making.jobId, options)),
      kind,
      deadline,
      signal: host.signal,
      onLook: showLooks(log),
    });
  try {
    let image = await wait(making.fresh ? resource.type : undefined);
    while (image !== undefined && image.id !== imageId) {
      if (imageId === undefined && (await isFree(run, image))) learn(image);
      else {
        if (imageId === undefined) strangers.add(image.id);
        image = await wait(); // for ours, if its id is known by now
      }
    }
    return { imageId: imageId ?? (await untilListed(run, making, know)), image };
  } catch (error) {
    if (error instanceof ImageFailedError) throw await withLeftover(run, making, imageId, error, know);
    if (imageId === undefined) await findLast(run, making, know);
    throw error;
  } finally {
    search.abort();
  }
}

/**
 * What the list says of an image that a job makes: that it is ready, or nothing. The rest is the job's to say. One that is
 * known by its mark alone, and finished, may be another.
 */
function judgeListed<Args extends CommonArgs>(
  run: Run<Args>,
  image: Image | undefined,
  known: boolean,
  found: Found,
): SharedVerdict<Image> {
  if (image === undefined)
    return known
      ? { state: "unclear", step: "not listed" }
      : { state: "pending", step: "not listed yet", alone: true };
  if (image.phase !== "active" && image.phase !== "pending") return { state: "unclear", step: image.status };
  if (known || image.phase === "pending") found(image.id, image);
  if (lacksCopies(run, image)) return { state: "pending", step: "waits for more copies", alone: true };
  return image.phase === "active"
    ? { state: "done", result: image }
    : { state: "pending", step: image.status };
}

/**
 * A list may show the tags of before (docs/vendors/open-telekom-and-huawei.md#tags): an image with our mark may be the
 * one that ours replaces, and taken over, it would be deleted as that one. Where its own tags cannot be asked, the job
 * tells.
 */
async function isFree<Args extends CommonArgs>(
  { cloud, options }: Run<Args>,
  image: Image,
): Promise<boolean> {
  try {
    return claimOn(await cloud.exactTags(image, options)) === undefined;
  } catch {
    return false;
  }
}

/**
 * A template of ZStack is active with its first copy, and may lack others (docs/vendors/zstack.md#creating-a-template).
 */
export function lacksCopies<Args extends CommonArgs>({ resource, args }: Run<Args>, image: Image): boolean {
  return image.phase === "active" && resource.incomplete?.(image, args) !== undefined;
}

/** Looks at which the cloud says that it does not know the job, before that is believed. */
const UNKNOWN_LOOKS = 3;

/** Judges looks at one job; tells the image's id as soon as the job does. */
function judgeJob<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  jobId: string,
  found: Found,
): (job: Job | undefined) => Verdict<undefined> {
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
    return { state: "failed", error: jobFailed(resource, jobId, job) };
  };
}

const done = { state: "done", result: undefined } as const;

export function jobFailed<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  jobId: string,
  { failure }: Job,
): ImageFailedError {
  return new ImageFailedError(`job ${jobId} failed: ${failure?.reason ?? "the cloud gives no reason"}`, {
    outcome: "rejected",
    code: failure?.code,
    requestId: failure?.requestId,
    hint: fittingHint(resource, failure ?? {}) ?? "the next `pulumi up` tries again",
    imageStatus: "error",
  });
}
