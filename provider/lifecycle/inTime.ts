import { WaitTimeoutError } from "../http/errors";
import type { CommonArgs } from "../resources/resource";
import type { Run } from "./run";

/** Throws when the time is up: a create that is sent then is one that nobody waits for. */
export function inTime<Args extends CommonArgs>({ cloud, deadline, since }: Run<Args>): void {
  const now = cloud.clock.now();
  if (now < deadline) return;
  const seconds = Math.round((now - since) / 1000);
  throw new WaitTimeoutError(
    `the time was up after ${seconds} s, before a create was sent: nothing was sent`,
    {
      outcome: "not-sent",
      hint: 'run `pulumi up` again, or give it more time: `timeouts: { create: "2h" }`; creates from one source wait for each other',
    },
  );
}

/** A wait in vain: what people can do, whose source the cloud may hold for ever. */
export function withWayOut<Args extends CommonArgs>(
  { resource, args, cloud }: Run<Args>,
  error: unknown,
): unknown {
  if (!(error instanceof WaitTimeoutError) || error.hint !== undefined) return error;
  const hint = resource.source.wayOut?.(args, cloud.profile);
  return hint === undefined ? error : new WaitTimeoutError(error.message, { ...error, hint, cause: error });
}
