import type { Image } from "../clouds/image";
import { ImageFailedError, WaitTimeoutError } from "../http/errors";
import type { CommonArgs } from "../resources/resource";
import { showLooks } from "../waiting/progress";
import { gone, judgeImage, untilActive } from "./active";
import type { Sent } from "./handle";
import { jobFailed, lacksCopies, untilMade } from "./made";
import { presence } from "./presence";
import type { Run } from "./run";
import type { Found } from "./search";

/** An image whose uuid we chose, and the job that makes it, where that is known. */
export interface Chosen extends Sent {
  readonly imageId: string;
  readonly jobId: string | undefined;
}

/**
 * Many templates are looked at by one query; a job each would cost a call each. But the first copy makes a template ready:
 * where others are still missing, its job says when they are done, or what became of them
 * (docs/vendors/zstack.md#creating-a-template).
 */
export async function untilComplete<Args extends CommonArgs>(
  run: Run<Args>,
  chosen: Chosen,
  found: Found,
): Promise<Image> {
  const { imageId, jobId } = chosen;
  const { cloud, log, options } = run;
  const seen = (image: Image) => found(imageId, image);
  // It has been seen, or its uuid would not be known yet: one of which no copy could be made goes without further notice.
  const active = await untilActive(run, imageId, seen, { atOnce: false, listed: true }).catch(
    (error: unknown) => failedByJob(run, jobId, found, error),
  );
  if (lacksCopies(run, active) && jobId !== undefined) {
    const { image } = await untilMade(run, { ...chosen, jobId }, found);
    const over = image !== undefined || (await cloud.jobs?.show(jobId, options).catch(() => undefined));
    if (!over) await untilCopied(run, imageId, seen);
  }
  // The tags, too, which the query leaves out.
  const whole = await presence(cloud, imageId, options, { log, since: cloud.clock.now() });
  if (whole.state !== "there") throw whole.state === "gone" ? gone(imageId) : whole.doubt;
  seen(whole.image);
  return whole.image;
}

/** A job that ZStack has forgotten tells nothing any more: for so long the template itself may still show more copies. */
const COPIED_WITHIN_MS = 30 * 60_000;

async function untilCopied<Args extends CommonArgs>(
  run: Run<Args>,
  imageId: string,
  seen: (image: Image) => void,
): Promise<void> {
  const { cloud, host, log } = run;
  const usable = judgeImage(seen, 0);
  try {
    await cloud.images.wait<Image | undefined>({
      key: imageId,
      judge(image, elapsedMs) {
        const verdict = usable(image, elapsedMs);
        const lacking =
          verdict.state === "done" && verdict.result !== undefined && lacksCopies(run, verdict.result);
        return lacking ? { state: "pending", step: "waits for more copies" } : verdict;
      },
      deadline: Math.min(run.deadline, cloud.clock.now() + COPIED_WITHIN_MS),
      signal: host.signal,
      onLook: showLooks(log),
    });
  } catch (error) {
    if (!(error instanceof WaitTimeoutError)) throw error; // what is missing is told by `incomplete`
  }
}

/** A template of which no copy could be made is gone: why, only its job says. */
async function failedByJob<Args extends CommonArgs>(
  { cloud, options, resource }: Run<Args>,
  jobId: string | undefined,
  found: Found,
  error: unknown,
): Promise<never> {
  if (error instanceof ImageFailedError && error.imageStatus === "deleted") found(undefined);
  if (!(error instanceof ImageFailedError) || jobId === undefined) throw error;
  const job = await cloud.jobs?.show(jobId, options).catch(() => undefined);
  if (job?.state !== "failed") throw error;
  const { message, code, requestId, hint } = jobFailed(resource, jobId, job);
  throw new ImageFailedError(message, { ...error, code, requestId, hint, cause: error });
}
