import { WaitTimeoutError } from "../http/errors";
import { defaultTimeouts } from "../resources/defaultTimeouts";
import type { Timeouts } from "../resources/resource";
import type { Call } from "./operation/call";

/** How far a delete has come: the image that the cloud was asked to delete, and the one whose deletion it has accepted. */
export interface Deletion {
  asked?: string | undefined;
  accepted?: string;
}

interface Deleting {
  readonly args: { readonly timeouts?: unknown };
  readonly call: Call;
  readonly stage: Deletion;
}

/** A delete whose time was up: what stands in the cloud and in the state, and what goes on with it. */
export function notDeleted({ args, call, stage }: Deleting, error: unknown): unknown {
  if (!(error instanceof WaitTimeoutError)) return error;
  const own = (args.timeouts as Timeouts | undefined)?.delete ?? call.timeouts.delete;
  const limit = own === undefined ? `${defaultTimeouts.delete} by default` : own;
  const kept = `${standing(stage)}. The image stays in the state until it is gone: run the same again, which goes on from there, for as long as \`timeouts.delete\` of the last \`pulumi up\` says (${limit})`;
  return error.with({ hint: error.hint === undefined ? kept : `${kept}. ${error.hint}` });
}

function standing({ asked, accepted }: Deletion): string {
  if (accepted !== undefined)
    return `the cloud has accepted the deletion of image ${accepted}, and goes on with it`;
  if (asked !== undefined)
    return `the cloud was asked to delete image ${asked}, and its answer did not come through`;
  return "nothing is deleted yet, and the cloud has not been asked to";
}
