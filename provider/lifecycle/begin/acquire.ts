import type { CommonArgs } from "../../resources/resource";
import type { Run } from "../operation/run";
import { begin } from "./begin";
import { beginByUuid } from "./beginByUuid";
import { timeIsUp } from "./errors";
import type { Acquired } from "./evidence";
import { exclusively } from "./exclusively";

/**
 * An image of ours that an earlier run left unfinished, or else a new one: the only place where a create call
 * is sent. Creates from one source queue up here, because the cloud refuses the second.
 */
export function acquire<Args extends CommonArgs>(run: Run<Args>): Promise<Acquired> {
  const { cloud, resource, args, ending, deadline, since } = run;
  return exclusively(cloud, resource.source.key(args), async () => {
    ending.throwIfAborted();
    const now = cloud.clock.now();
    if (now >= deadline) throw timeIsUp(now - since); // its turn came too late
    return resource.mark === "uuid" ? beginByUuid(run) : begin(run);
  });
}
