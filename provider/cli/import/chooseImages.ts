import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { matching } from "../../lifecycle/find/matching";
import { UsageError } from "../arguments";
import type { TargetStack } from "../targetStack";
import type { ImportRequest } from "./importRequest";

/** The images that --tag and --name-pattern choose. */
export interface Choice {
  readonly ids: readonly string[];
  /** The chosen images that the state has already. */
  readonly alreadyImported: readonly { readonly id: string; readonly urn: string }[];
  readonly problems: readonly string[];
}

/**
 * Leaves out excluded images and those that the state has already. So the same command, run again, imports the images added
 * since.
 */
export async function chooseImages(
  cloud: Cloud,
  { tags, pattern, excluded }: ImportRequest,
  { state }: TargetStack,
  options: { deadline: number },
): Promise<Choice> {
  const images = await matching(cloud, { tags, pattern }, options);
  const unmatched = excluded.find((id) => !images.some((image) => image.id === id));
  if (unmatched !== undefined) {
    throw new UsageError(`import: --exclude ${unmatched}: no such image is among those that are chosen.`);
  }
  const ordered = inOrder(images).filter(({ id }) => !excluded.includes(id));
  const alreadyImported = ordered.flatMap(({ id }) => {
    const existing = state.resources.find((one) => one.imageId === id && !one.external);
    return existing === undefined ? [] : [{ id, urn: existing.urn }];
  });
  const ids = ordered.map(({ id }) => id).filter((id) => !alreadyImported.some((one) => one.id === id));
  return { ids, alreadyImported, problems: ids.length > 0 ? [] : [nothing(cloud, images.length)] };
}

function nothing({ name }: Cloud, images: number): string {
  if (images > 0) return `cloud "${name}" has no other image of this name and these tags`;
  return `cloud "${name}" has no image of this name and these tags: check --tag and --name-pattern, and that the cloud, region and project are the images'`;
}

/** Sorted by name, then by age, the oldest first, so that the numbers of the resources follow that order. */
function inOrder(newestFirst: readonly Image[]): Image[] {
  return newestFirst
    .toReversed()
    .sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
}
