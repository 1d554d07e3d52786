import type { Image } from "../clouds/image";
import { AmbiguousImageError } from "../http/errors";
import type { CommonArgs } from "../resources/resource";
import { markingOf } from "./marking";
import type { Run } from "./run";

/**
 * The image with our mark that may still become usable, but for one that this run has passed over. Two of them are never
 * guessed between.
 */
export async function unfinished<Args extends CommonArgs>(
  { cloud, resource, marker, options }: Run<Args>,
  passedOver: string | undefined,
): Promise<Image | undefined> {
  const marked = await markingOf(resource).find(cloud, marker, options);
  const [first, ...others] = marked.filter(
    ({ id, phase }) => id !== passedOver && (phase === "pending" || phase === "active"),
  );
  if (first === undefined || others.length === 0) return first;
  const ids = [first, ...others].map((image) => image.id).join(", ");
  throw new AmbiguousImageError(`several images carry the mark ${marker}: ${ids}`, {
    outcome: "not-sent",
    hint: "look at them and delete all but the one to keep; the next `up` goes on with it",
  });
}

/** That several carry the mark, as a value: no later look resolves it, only who deletes some. */
export function ambiguity(error: unknown): AmbiguousImageError {
  if (error instanceof AmbiguousImageError) return error;
  throw error;
}
