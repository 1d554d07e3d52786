import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { matching } from "../../lifecycle/find/matching";
import { UsageError } from "../arguments";
import type { Place } from "../place";
import type { ImportRequest } from "./importRequest";

/** The images that --tag and --name-pattern choose. */
export interface Choice {
  readonly ids: readonly string[];
  /** Those that the state has. */
  readonly passedOver: readonly { readonly id: string; readonly urn: string }[];
  readonly problems: readonly string[];
}

/** What is left out, and what the state has already, is passed over: the same command brings in those that were added since. */
export async function choose(
  cloud: Cloud,
  { tags, pattern, excluded }: ImportRequest,
  { state }: Place,
  options: { deadline: number },
): Promise<Choice> {
  const found = await matching(cloud, { tags, pattern }, options);
  const strange = excluded.find((id) => !found.some((image) => image.id === id));
  if (strange !== undefined) {
    throw new UsageError(`import: --exclude ${strange}: no such image is among those that are chosen.`);
  }
  const ordered = inOrder(found).filter(({ id }) => !excluded.includes(id));
  const passedOver = ordered.flatMap(({ id }) => {
    const known = state.resources.find((one) => one.imageId === id && !one.external);
    return known === undefined ? [] : [{ id, urn: known.urn }];
  });
  const ids = ordered.map(({ id }) => id).filter((id) => !passedOver.some((one) => one.id === id));
  return { ids, passedOver, problems: ids.length > 0 ? [] : [nothing(cloud, found.length)] };
}

function nothing({ name }: Cloud, found: number): string {
  if (found > 0) return `cloud "${name}" has no other image of this name and these tags`;
  return `cloud "${name}" has no image of this name and these tags: check --tag and --name-pattern, and that the cloud, region and project are the images'`;
}

/** By their names, and those of one name the oldest first: the numbers then say something. */
function inOrder(newestFirst: readonly Image[]): Image[] {
  return newestFirst
    .toReversed()
    .sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
}
