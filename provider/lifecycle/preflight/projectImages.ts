import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { explain } from "../../http/errors";
import { openTimeout } from "../../http/openTimeout";
import type { CommonArgs } from "../../resources/resource";
import { presence } from "../find/presence";
import type { Run } from "../operation/run";

/** As long as a preflight may take, the queue of the calls not counted: no create hangs on a list. */
const PATIENCE_MS = 30_000;

const lists = new WeakMap<Cloud, Promise<readonly Image[]>>();

/**
 * The project's images as they were when this process made its first create: one list for each cloud, however many images
 * are made. One that fails is empty, and told by the first who asked.
 */
export function projectImages<Args extends CommonArgs>(
  run: Run<Args>,
  patienceMs = PATIENCE_MS,
): Promise<readonly Image[]> {
  const list = lists.get(run.cloud) ?? listed(run, patienceMs);
  lists.set(run.cloud, list);
  return list;
}

async function listed<Args extends CommonArgs>(
  { cloud, host, log, options: { errand } }: Run<Args>,
  patienceMs: number,
): Promise<readonly Image[]> {
  const limit = openTimeout(patienceMs, host.signal, undefined, cloud.queue);
  try {
    const { projectId } = await cloud.location();
    const deadline = cloud.clock.now() + patienceMs;
    const options = { signal: limit.signal, deadline, errand: errand.as("create") };
    const images = await cloud.allImages(options);
    return images.filter(({ owner }) => owner === undefined || owner === projectId);
  } catch (error) {
    host.signal.throwIfAborted();
    const why = limit.signal.aborted ? `no answer within ${patienceMs / 1000} s` : explain(error);
    log.warn(
      `could not look at the images of the project, whether one is there that the state has lost: ${why}`,
    );
    return [];
  } finally {
    limit.close();
  }
}

/** The list is of the run's beginning, and may show tags of before. Undefined: gone since. Rejects where it cannot be told. */
export async function currentImage<Args extends CommonArgs>(
  { cloud, options, log }: Run<Args>,
  { id }: Image,
): Promise<Image | undefined> {
  const seen = await presence(cloud, id, options, { log });
  if (seen.state === "unclear") throw seen.error;
  return seen.state === "there"
    ? { ...seen.image, tags: await cloud.exactTags(seen.image, options) }
    : undefined;
}
