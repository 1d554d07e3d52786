import type { Image } from "../../clouds/image";
import type { CommonArgs } from "../../resources/resource";
import { markingOf } from "../marks/marking";
import type { Run } from "../operation/run";

/** How long a wait that ends may still look for its image: a second Ctrl-C leaves five seconds. */
export const LAST_SEARCH_MS = 3_000;

/** Images with our mark that were never taken over. */
export interface Marked {
  /** One that is being made, or ready. */
  readonly image?: Image | undefined;
  /** A dead one: perhaps what an earlier job with this mark has left, so no answer while this job may still make its own. */
  readonly dead?: Image | undefined;
}

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
