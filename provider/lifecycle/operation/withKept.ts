import { InterruptedError, WaitTimeoutError } from "../../http/errors";
import { defaultTimeouts } from "../../resources/defaultTimeouts";
import type { CommonArgs } from "../../resources/resource";
import type { Run } from "./run";

/** A wait that ended early, while the cloud goes on: the image is in the state, and what follows is not the start of another. */
export function withKept<Args extends CommonArgs>({ args, call }: Run<Args>, error: unknown): unknown {
  if (!(error instanceof WaitTimeoutError || error instanceof InterruptedError)) return error;
  const own = args.timeouts?.update ?? call.timeouts.update;
  const limit = own === undefined ? `${defaultTimeouts.update} by default` : own;
  const kept = `nothing is lost: the image is kept, the cloud goes on with it, and so does the next \`pulumi up\`, for as long as \`timeouts.update\` says (${limit})`;
  // What an interrupted wait says to do says less.
  const hint =
    error.hint === undefined || error instanceof InterruptedError ? kept : `${kept}. ${error.hint}`;
  return error.with({ hint });
}
