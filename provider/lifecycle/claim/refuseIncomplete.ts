import type { Image } from "../../clouds/image";
import { CloudError, ConflictError } from "../../http/errors";
import type { CommonArgs } from "../../resources/resource";
import type { Run } from "../operation/run";
import type { Handle } from "../state/handle";

/** Throws when a usable image lacks what the arguments ask for, and says why as far as its job tells. */
export async function refuseIncomplete<Args extends CommonArgs>(
  { resource, args, cloud, options }: Run<Args>,
  { jobId }: Handle,
  image: Image,
): Promise<void> {
  const lacking = resource.incomplete?.(image, args);
  if (lacking === undefined) return;
  const why = await resource.whyIncomplete?.(cloud, { jobId }, args, options).catch(unlessBug);
  if (!why) throw lacking;
  throw new ConflictError(`${lacking.message}: ${why}`, { ...lacking, cause: lacking });
}

/** A reason that cannot be asked for is none: what is missing has to be told all the same. */
function unlessBug(error: unknown): undefined {
  if (!(error instanceof CloudError)) throw error;
}
