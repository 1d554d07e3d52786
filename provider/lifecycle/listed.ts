import type { Cloud } from "../clouds/cloud";
import type { Image } from "../clouds/image";
import { until } from "../waiting/until";
import type { Props } from "./inputs";

/** How long a cloud may take to list an image that it has accepted. Not documented; seen as seconds. */
export const LISTED_WITHIN_MS = 60_000;

/** The status in the outputs of a create that ended before the cloud showed its image. */
export const UNSEEN = "queued";

/** The image of these outputs, or undefined. One that may only be listed late is waited for: it is not gone. */
export function showListed(
  cloud: Cloud,
  id: string,
  outputs: Props,
  options: { readonly signal: AbortSignal; readonly deadline: number },
): Promise<Image | undefined> {
  const unseen = outputs.status === UNSEEN && outputs.createdAt === undefined;
  const goneFrom = cloud.clock.now() + (unseen ? LISTED_WITHIN_MS : 0);
  return until<Image | undefined>(
    async () => {
      const image = await cloud.showImage(id, options);
      const late = image === undefined && cloud.clock.now() < goneFrom;
      return late ? { state: "pending", step: "not listed yet" } : { state: "done", result: image };
    },
    { clock: cloud.clock, ...options },
  );
}
