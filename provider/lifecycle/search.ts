import type { Image } from "../clouds/image";
import { ImageFailedError } from "../http/errors";
import type { CommonArgs } from "../resources/resource";
import { lookBeside } from "../waiting/beside";
import { showLooks, timeOfDay } from "../waiting/progress";
import { until } from "../waiting/until";
import type { Sent } from "./handle";
import { markingOf } from "./marking";
import { imageIn, presence } from "./presence";
import type { Run } from "./run";
import { whoseItIs } from "./undecided";

/** A job that makes an image, and what is known of that. */
export interface Making extends Sent {
  readonly jobId: string;
  readonly imageId?: string | undefined;
  /** It has only just begun. */
  readonly fresh?: boolean | undefined;
}

/** Gets the image's id as soon as anything tells it; undefined when the job has failed and left none. */
export type Found = (imageId: string | undefined, image?: Image) => void;

/** The first search for the image comes this soon, the others this far apart: the job may name it at any time. */
const FIRST_SEARCH_MS = 15_000;
const SEARCH_EVERY_MS = 60_000;

/** The sooner the image's id is known, the sooner it is in the state if this run ends early. Ends with `over`. */
export async function findEarly<Args extends CommonArgs>(
  run: Run<Args>,
  { marker }: Making,
  over: AbortSignal,
  found: Found,
): Promise<void> {
  const { cloud, deadline } = run;
  const looking = { deadline, signal: over };
  try {
    for (let wait = FIRST_SEARCH_MS; ; wait = SEARCH_EVERY_MS) {
      await cloud.clock.sleep(wait, over);
      const seen = lookBeside(cloud, looking, (options) => marked(run, marker, options));
      const { image } = await seen.catch(() => none);
      if (over.aborted) return;
      if (image !== undefined) return found(image.id, image);
    }
  } catch {
    // It is over, or cannot be looked for: then the job tells.
  }
}

/**
 * The job is over, or forgotten, and did not name the image. One that may be ours is waited for as long as the operation
 * lasts, and where that, or the run, ends first nothing is known: the resource is kept.
 */
export async function untilListed<Args extends CommonArgs>(
  run: Run<Args>,
  { jobId, marker, name }: Making,
  found: Found,
): Promise<string> {
  const { cloud, deadline, ending, options, log } = run;
  const listedBy = cloud.clock.now() + markingOf(run.resource).listedWithinMs;
  return until<string>(
    async (pacing) => {
      const askedAt = cloud.clock.now();
      const paced = { ...options, ...pacing };
      const { image } = await marked(run, marker, paced);
      if (image !== undefined) return listed(image);
      const doubt = await whoseItIs({ ...run, args: { ...run.args, name }, options: paced });
      if (doubt !== undefined) return { state: "pending", step: doubt };
      if (askedAt < listedBy)
        return { state: "pending", step: `image not listed, looks until ${timeOfDay(listedBy)}` };
      const { image: late } = await marked(run, marker, options); // without turns between the questions
      if (late !== undefined) return listed(late);
      found(undefined);
      return { state: "failed", error: neverListed(jobId) };
    },
    { on: cloud, deadline, signal: ending, onLook: showLooks(log), patient: true },
  );

  function listed(image: Image): { state: "done"; result: string } {
    found(image.id, image);
    return { state: "done", result: image.id };
  }
}

function neverListed(jobId: string): ImageFailedError {
  return new ImageFailedError(`job ${jobId} is over, and no image of it was listed since`, {
    outcome: "unknown",
    hint: "look in the cloud's console for the image; the next `pulumi up` looks for it once more before it makes a new one",
    imageStatus: "deleted",
  });
}

/**
 * What a failed job leaves is documented nowhere: looked up once, and reported
 * (docs/vendors/open-telekom-and-huawei.md#the-job-object).
 */
export async function withLeftover<Args extends CommonArgs>(
  run: Run<Args>,
  { marker }: Making,
  imageId: string | undefined,
  error: ImageFailedError,
  found: Found,
): Promise<ImageFailedError> {
  const { cloud, log, options } = run;
  try {
    const seen =
      imageId === undefined
        ? undefined
        : await presence(cloud, imageId, options, { log, since: cloud.clock.now() });
    if (seen?.state === "doubtful") return error; // it stays in the state
    const image = seen === undefined ? await leftover(run, marker) : imageIn(seen);
    found(image?.id, image);
    if (image === undefined) return error;
    const message = `${error.message}; it left image ${image.id}, which is ${image.status}`;
    return new ImageFailedError(message, { ...error, cause: error });
  } catch {
    return error; // what it left is not known: it stays in the state
  }
}

/** How long a wait that ends may still look for its image: a second Ctrl-C leaves five seconds. */
export const LAST_SEARCH_MS = 3_000;

export async function findLast<Args extends CommonArgs>(
  run: Run<Args>,
  { marker }: Making,
  found: Found,
): Promise<void> {
  const options = {
    signal: AbortSignal.timeout(LAST_SEARCH_MS),
    deadline: run.cloud.clock.now() + LAST_SEARCH_MS,
  };
  const { image } = await marked(run, marker, options).catch(() => none);
  if (image !== undefined) found(image.id, image);
}

/** Images with our mark that were never taken over. */
interface Marked {
  /** One that is being made, or ready. */
  readonly image?: Image | undefined;
  /** A dead one: perhaps what an earlier job with this mark has left, so no answer while this job may still make its own. */
  readonly dead?: Image | undefined;
}

const none: Marked = {};

export async function marked<Args extends CommonArgs>(
  { resource, cloud }: Pick<Run<Args>, "resource" | "cloud">,
  marker: string,
  options: Run["options"],
): Promise<Marked> {
  const images = await markingOf(resource).find(cloud, marker, options);
  const image = images.find(mayBecomeUsable);
  return { image, dead: images.find((one) => !mayBecomeUsable(one)) };
}

function mayBecomeUsable({ phase }: Image): boolean {
  return phase === "pending" || phase === "active";
}

async function leftover<Args extends CommonArgs>(run: Run<Args>, marker: string): Promise<Image | undefined> {
  const { image, dead } = await marked(run, marker, run.options);
  return image ?? dead;
}
