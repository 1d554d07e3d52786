import type { Image } from "../../clouds/image";
import type { CommonArgs } from "../../resources/resource";
import { markStrategy } from "../marks/markStrategy";
import type { Run } from "../operation/run";

/** How long a wait that ends may still search for its image: a second Ctrl-C leaves five seconds. */
export const LAST_SEARCH_MS = 3_000;

/** Images with our mark that were never taken over. */
export interface FoundByMark {
  /** One that is being made, or ready. */
  readonly image?: Image | undefined;
  /** A dead one: perhaps what an earlier job with this mark has left, so no answer while this job may still make its own. */
  readonly dead?: Image | undefined;
}

export async function findMarked<Args extends CommonArgs>(
  { resource, cloud }: Pick<Run<Args>, "resource" | "cloud">,
  marker: string,
  options: Run["options"],
): Promise<FoundByMark> {
  const images = await markStrategy(resource).find(cloud, marker, options);
  const image = images.find(mayBecomeUsable);
  return { image, dead: images.find((one) => !mayBecomeUsable(one)) };
}

function mayBecomeUsable({ phase }: Image): boolean {
  return phase === "pending" || phase === "active";
}
