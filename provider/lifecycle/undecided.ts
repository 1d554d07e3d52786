import type { CommonArgs } from "../resources/resource";
import { OUR_TAG } from "../resources/rules";
import type { Run } from "./run";

/**
 * Whether tags are shown before an image is finished is documented nowhere. So an unfinished image of our name, that
 * may be of our source and shows no mark, may be the one that an earlier run has started: it is waited for, because
 * when it is finished its tags say whose it is. Resolves with words about it, or undefined: there is none.
 */
export async function whoseItIs<Args extends CommonArgs>({
  cloud,
  resource,
  args,
  options,
}: Pick<Run<Args>, "cloud" | "resource" | "args" | "options">): Promise<string | undefined> {
  const doubt = await nameless({ cloud, resource, args, options });
  return doubt && `image ${doubt.id} of the same name and source is ${doubt.status}: it may be ours`;
}

export async function nameless<Args extends CommonArgs>({
  cloud,
  resource,
  args,
  options,
}: Pick<Run<Args>, "cloud" | "resource" | "args" | "options">) {
  if (resource.mark !== "tag") return undefined;
  const named = await cloud.imagesNamed(args.name, options);
  const [doubt] = named.filter(
    (image) =>
      image.phase === "pending" &&
      image.tags[OUR_TAG] === undefined &&
      (resource.mayBe?.(image, args) ?? true),
  );
  return doubt;
}
