import { BusyError, ConflictError } from "../../http/errors";
import { timeOfDay } from "../../polling/progress";
import { nextDelay } from "../../polling/schedule";
import { steps, waitsFor } from "../../polling/steps";
import type { CommonArgs } from "../../resources/resource";
import { markForCreate } from "../marks/marker";
import { markStrategy } from "../marks/markStrategy";
import { toCloudError } from "../operation/bug";
import { fitting } from "../operation/fitting";
import { notPermitted } from "../operation/notPermitted";
import { during } from "../operation/operationLog";
import type { Run } from "../operation/run";
import { handleFrom } from "../state/handle";
import type { Create } from "./evidence";
import { sweptAfter } from "./leftovers";
import { whyUnknown } from "./whyUnknown";

/** So long after it was seen, what must hold for a create may be different. */
export const HOLDS_MS = 1_000;

/** Sends the one create call. Whatever comes of it is told, not thrown; what is thrown was never sent. */
export async function send<Args extends CommonArgs>(run: Run<Args>): Promise<Create> {
  const { cloud, resource, args, options, marker, host, log, ending } = run;
  let unwanted: unknown;
  await mayBeSent();
  try {
    // The call may queue for long: what must hold is asked for again when its turn has come.
    const askedAt = cloud.clock.now();
    const beforeSending = async () => {
      if (cloud.clock.now() - askedAt > HOLDS_MS) await mayBeSent().catch(unsent);
    };
    const queued = { ...options, ending, beforeSending };
    const call = resource.start(cloud, args, markForCreate(marker), queued);
    const started = await during(log, steps.starting, call);
    return { state: "answered", handle: handleFrom(started) };
  } catch (error) {
    if (unwanted !== undefined) host.sentCreates.forget(marker);
    if (unwanted !== undefined) throw unwanted;
    return unanswered(run, error);
  }

  async function mayBeSent(): Promise<void> {
    ending.throwIfAborted();
    await host.assertEngineLives();
    // Before the call: a crash in the middle of it must not forget it.
    if (resource.source.read === undefined) host.sentCreates.note(marker, cloud.clock.now());
  }

  function unsent(why: unknown): never {
    unwanted = why;
    throw why;
  }
}

async function unanswered<Args extends CommonArgs>(run: Run<Args>, thrown: unknown): Promise<Create> {
  const { cloud, resource, args, options, marker, deadline, host, log } = run;
  // A bug may have struck after the call was served.
  const refused = notPermitted(cloud, toCloudError(thrown, log), resource.right, "run `pulumi up` again");
  const error = fitting(resource, refused);
  const isSwept = await sweptAfter(run, error);
  if (error.outcome === "unknown" && !isSwept) {
    const at = cloud.clock.now();
    const listedBy = Math.min(at + markStrategy(resource).listedWithinMs, deadline);
    log.line(`${whyUnknown(error)}: looks until ${timeOfDay(listedBy)} whether the cloud has the image`);
    return { state: "lost", error, at };
  }
  host.sentCreates.forget(marker);
  if (error instanceof BusyError) return { state: "busy", error };
  if (!(error instanceof ConflictError)) return { state: "refused", error };
  // A conflict may be about anything: it passes by itself only where the source says so.
  const source = await resource.source.read?.(cloud, args, options);
  return { state: source?.state === "busy" ? "busy" : "refused", error };
}

/** Between two creates, which cost the cloud more than a poll. */
const BUSY_MS = 5_000;

/** `since`: when this run first wanted to send it. */
export async function pause<Args extends CommonArgs>(
  { cloud, deadline, ending, log }: Run<Args>,
  since: number,
  busy: ConflictError,
): Promise<void> {
  const elapsedMs = cloud.clock.now() - since;
  const delay = Math.max(BUSY_MS, nextDelay({ elapsedMs, readings: [] }));
  if (cloud.clock.now() + delay > deadline) throw busy;
  log.status(waitsFor.source(busy.message));
  await cloud.clock.sleep(delay, ending);
}
