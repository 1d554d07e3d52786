import type { Image } from "../../clouds/image";
import type { CallOptions } from "../../http/call";
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
  options: CallOptions,
): Promise<FoundByMark> {
  const images = await markStrategy(resource).find(cloud, marker, options);
  const image = images.find(mayBecomeUsable);
  return { image, dead: images.find((one) => !mayBecomeUsable(one)) };
}

function mayBecomeUsable({ phase }: Image): boolean {
  return phase === "pending" || phase === "active";
}

/**
 * Said when a create finds by its mark what an earlier run has begun. Of a run that was killed the engine keeps a pending operation,
 * and warns of it in every run, although the image is recorded now (docs/troubleshooting.md).
 */
export function goesOn(what: string): string {
  return `goes on with ${what}, which an earlier run has started (found by its mark). If the engine warns of pending operations, that ends with \`pulumi refresh --clear-pending-creates --yes\``;
}
