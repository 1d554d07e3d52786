import type { Image } from "../../clouds/image";
import type { CallOptions } from "../../http/call";
import { OUR_TAG } from "../../resources/issues";
import type { CommonArgs } from "../../resources/resource";
import type { Run } from "../operation/run";

type Search<Args extends CommonArgs> = Pick<Run<Args>, "cloud" | "resource" | "args"> & {
  readonly options: CallOptions;
};

/**
 * Whether tags are shown before an image is finished is documented nowhere. So an unfinished image of our name, that
 * may be of our source and shows no mark, may be the one that an earlier run has started: it is waited for, because
 * when it is finished its tags say whose it is. Resolves with such an image, or undefined: there is none.
 */
export async function findUntagged<Args extends CommonArgs>({
  cloud,
  resource,
  args,
  options,
}: Search<Args>): Promise<Image | undefined> {
  if (resource.mark !== "tag") return undefined;
  const named = await cloud.imagesNamed(args.name, options);
  return named.find(
    (image) =>
      image.phase === "pending" &&
      image.tags[OUR_TAG] === undefined &&
      (resource.mayBeFrom?.(image, args) ?? true),
  );
}

/** What is waited for then, in words. */
export function mayBeOurs({ id, status }: Image): string {
  return `may be ours: image ${id} of the same name and source is ${status}`;
}
