import type { CommonArgs } from "../resources/resource";
import { acquireByUuid } from "./acquireByUuid";
import { begin } from "./begin/begin";
import type { Handle } from "./handle";
import { inTime } from "./inTime";
import { exclusively } from "./queue";
import type { Run } from "./run";

export interface Acquired {
  readonly handle: Handle;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly keptClaim?: string | undefined;
}

/** How long an image may stay unfinished after its source is free: `active` shows a little before or after (§2.6). */

/**
 * An image of ours that an earlier run left unfinished, or else a new one: the only place where a create call
 * is sent. Creates from one source queue up here, because the cloud refuses the second.
 */
export function acquire<Args extends CommonArgs>(run: Run<Args>): Promise<Acquired> {
  return exclusively(run.cloud, run.resource.source.key(run.args), async () => {
    run.ending.throwIfAborted();
    inTime(run); // its turn may come too late
    if (run.resource.mark === "uuid") return acquireByUuid(run);
    return begin(run);
  });
}
