import type { Image } from "../../clouds/image";
import { CloudError, explain, NotFoundError } from "../../http/errors";
import { ifNotInstalled, ownCommand } from "../../http/ownCommand";
import type { CommonArgs } from "../../resources/resource";
import { claimInTags } from "../marks/marker";
import { markStrategy } from "../marks/markStrategy";
import type { Run } from "../operation/run";

/** What refused creates of this very resource may have left: images with our mark that no data has ever been written to. */
async function leftovers<Args extends CommonArgs>(run: Run<Args>): Promise<Image[]> {
  const { cloud, resource, marker, options } = run;
  if (cloud.mayLeaveImage === undefined) return [];
  return (await markStrategy(resource).find(cloud, marker, options)).filter(isEmpty);
}

/** Deletes them. Any other image is left alone. */
export async function sweep<Args extends CommonArgs>(run: Run<Args>): Promise<Image[]> {
  const { cloud, options, log } = run;
  const left = await leftovers(run);
  for (const { id } of left) {
    await cloud.deleteImage(id, {}, options).catch((error: unknown) => {
      if (!(error instanceof NotFoundError && error.fromService)) throw error;
    });
    log.line(`image ${id}, which a refused create had left, has been deleted: it was still empty`);
  }
  return left;
}

/** Glance writes an image's data only after `queued`; one that has been taken over is no leftover. */
export function isEmpty({ status, tags }: Image): boolean {
  return status === "queued" && claimInTags(tags) === undefined;
}

/**
 * After a create that was refused: whether what it had begun all the same has been deleted. One attempt, and what it cannot do
 * is told: the refusal is what people have to know first.
 */
export async function sweptAfter<Args extends CommonArgs>(
  run: Run<Args>,
  refusal: CloudError,
): Promise<boolean> {
  if (!(run.cloud.mayLeaveImage?.(refusal) ?? false)) return false;
  try {
    return (await sweep(run)).length > 0;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    run.log.warn(
      `the cloud may have begun an image before it refused, and that cannot be cleared away now: ${explain(error)}; if there is one, \`${ownCommand()} orphans\` lists it${ifNotInstalled()}, and the next \`pulumi up\` looks again`,
    );
    return false;
  }
}
