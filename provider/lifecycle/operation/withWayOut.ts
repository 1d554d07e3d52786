import { WaitTimeoutError } from "../../http/errors";
import type { CommonArgs } from "../../resources/resource";
import type { Run } from "./run";

/** A wait in vain: what people can do, whose source the cloud may hold for ever. */
export function withWayOut<Args extends CommonArgs>(
  { resource, args, cloud }: Run<Args>,
  error: unknown,
): unknown {
  if (!(error instanceof WaitTimeoutError) || error.hint !== undefined) return error;
  const hint = resource.source.wayOut?.(args, cloud.profile);
  return hint === undefined ? error : error.with({ hint });
}
