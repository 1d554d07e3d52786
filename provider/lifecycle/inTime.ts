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
