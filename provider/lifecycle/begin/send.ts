import { BusyError, ConflictError } from "../../http/errors";
import type { CommonArgs } from "../../resources/resource";
import { timeOfDay } from "../../waiting/progress";
import { nextDelay } from "../../waiting/schedule";
import { foreseen } from "../bug";
import { fitting } from "../fitting";
import { handleFrom } from "../handle";
import { markOf } from "../marker";
import { markingOf } from "../marking";
import { notPermitted } from "../notPermitted";
import type { Run } from "../run";
import type { Create } from "./evidence";
import { sweptAfter } from "./leftovers";
import { whyUnknown } from "./mayHaveBegun";

/** Sends the one create call, and says what has come of it. */
export async function send<Args extends CommonArgs>(run: Run<Args>): Promise<Create> {
  const { cloud, resource, args, options, marker, host, log, deadline } = run;
  run.ending.throwIfAborted();
  await host.assertEngineLives();
  if (resource.source.look === undefined) host.sentCreates.note(marker, cloud.clock.now());
  try {
    const handle = handleFrom(await resource.start(cloud, args, markOf(marker), options));
    return { state: "answered", handle };
  } catch (thrown) {
    // A bug may have struck after the call was served.
    const refused = notPermitted(cloud, foreseen(thrown, log), resource.right, "run `pulumi up` again");
    const error = fitting(resource, refused);
    const isSwept = await sweptAfter(run, error);
    if (error.outcome === "unknown" && !isSwept) {
      const at = cloud.clock.now();
      const until = Math.min(at + markingOf(resource).listedWithinMs, deadline);
      log.line(`${whyUnknown(error)}: looks until ${timeOfDay(until)} whether the cloud has the image`);
      return { state: "lost", error, at };
    }
    host.sentCreates.forget(marker);
    const isBusy = async () => (await resource.source.look?.(cloud, args, options))?.state === "busy";
    if (error instanceof BusyError || (error instanceof ConflictError && (await isBusy())))
      return { state: "busy", error };
    return { state: "refused", error };
  }
}

/** Between two creates, which cost the cloud more than a poll. */
const BUSY_MS = 5_000;

/** Until a create is sent again whose source was busy, where nothing but a create can tell. */
export async function pauseBeforeNext<Args extends CommonArgs>(
  { cloud, deadline, ending, log }: Run<Args>,
  since: number,
  busy: ConflictError,
): Promise<void> {
  const elapsedMs = cloud.clock.now() - since;
  const delay = Math.max(BUSY_MS, nextDelay({ elapsedMs, progress: [] }));
  if (cloud.clock.now() + delay > deadline) throw busy;
  log.status(`waits: ${busy.message}`);
  await cloud.clock.sleep(delay, ending);
}
