import type { Cloud } from "../clouds/cloud";
import type { Image } from "../clouds/image";
import type { ImageResource } from "../resources/resource";
import type { Handle } from "./handle";
import type { Props } from "./inputs";
import { showListed } from "./listed";
import { markingOf } from "./marking";

/** Where an image stands whose id may not be known yet. */
export interface Located {
  readonly image: Image | undefined;
  /** A job goes on making it. */
  readonly making: boolean;
}

interface Place {
  readonly resource: Pick<ImageResource, "mark">;
  readonly cloud: Cloud;
  readonly handle: Handle;
  /** That of the create call. */
  readonly marker: string;
  readonly outputs: Props;
  readonly options: { readonly signal: AbortSignal; readonly deadline: number };
}

/** One look: by its id, else by its job, else by its mark. */
export async function locate({ resource, cloud, handle, marker, outputs, options }: Place): Promise<Located> {
  if (handle.imageId !== undefined) {
    return { image: await showListed(cloud, handle.imageId, outputs, options), making: false };
  }
  const job = handle.jobId === undefined ? undefined : await cloud.jobs?.show(handle.jobId, options);
  if (job?.imageId !== undefined) {
    const image = await cloud.showImage(job.imageId, options);
    if (image !== undefined) return { image, making: false };
  }
  const [image] = await markingOf(resource).find(cloud, marker, options);
  return { image, making: image === undefined && job?.state === "running" };
}
