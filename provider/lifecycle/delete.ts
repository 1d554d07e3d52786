import type { Cloud } from "../clouds/cloud";
import type { Image } from "../clouds/image";
import { CloudError, ConflictError, NotFoundError } from "../http/errors";
import { showProgress } from "../polling/progress";
import { steps, waitsFor } from "../polling/steps";
import { SOON_MS, type UntilOptions, until } from "../polling/until";
import type { CommonArgs, ImageResource, Timeouts } from "../resources/resource";
import { locate } from "./find/locate";
import { placeOf } from "./find/location";
import { FIND_OUT } from "./find/presence";
import { claimInTags, claimOf } from "./marks/marker";
import { type Deletion, notDeleted } from "./notDeleted";
import type { Call } from "./operation/call";
import type { Host, ResourceLog } from "./operation/host";
import { notPermitted } from "./operation/notPermitted";
import { during, operationLog } from "./operation/operationLog";
import { type OperationOptions, operationOptions } from "./operation/operationOptions";
import { cloudName } from "./operation/run";
import { timeoutMs } from "./operation/timeoutMs";
import { type Handle, handleOf } from "./state/handle";
import type { Props } from "./state/inputs";
import { fromOutputs, type ResourceRecord } from "./state/record";

/** Deletes the image and waits until it is gone. One that is gone already is success; another's is left alone. */
export async function deleteImage<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  id: string,
  props: Props,
  call: Call,
  host: Host,
): Promise<void> {
  const record = fromOutputs(props);
  if (record === undefined) return; // read by `get`: never ours to delete
  const cloud = host.connect(cloudName(record.args));
  const allowedMs = timeoutMs("delete", record.args.timeouts as Timeouts | undefined, call.timeouts);
  const log = operationLog(host.log(call.urn), record.args.name);
  const run: DeleteRun<Args> = {
    resource,
    cloud,
    record,
    args: record.args as Partial<Args>,
    handle: handleOf(id, props),
    outputs: props,
    options: operationOptions("delete", cloud, allowedMs, host.signal, log),
    call,
    stage: {},
    log,
  };
  try {
    await deleteIn(run);
  } catch (error) {
    throw notDeleted(run, error);
  } finally {
    run.log.status("");
  }
}

async function deleteIn<Args extends CommonArgs>(run: DeleteRun<Args>): Promise<void> {
  const { resource, cloud, record, log, options } = run;
  await during(log, steps.signingIn, placeOf(cloud, record, run.handle, options));

  const sent = await sendDelete(run);
  if (sent === "theirs") return;
  if (sent !== "gone") await untilGone(run, sent);
  const { imageId } = run.handle;
  const purge = resource.purge?.(run.args);
  // One that we have just deleted is known to have been ours.
  if (imageId !== undefined && purge !== undefined && (sent !== "gone" || (await isOurs(run, imageId))))
    await during(log, steps.deleting, purge(cloud, imageId, options));
  if (sent !== "gone") await warnOfLeftovers(run, sent);
}

interface DeleteRun<Args extends CommonArgs> {
  readonly resource: ImageResource<Args>;
  readonly cloud: Cloud;
  readonly record: ResourceRecord;
  readonly args: Partial<Args>;
  readonly handle: Handle;
  readonly outputs: Props;
  readonly options: OperationOptions;
  readonly call: Call;
  readonly stage: Deletion;
  readonly log: ResourceLog;
}

function waitOptions<Args extends CommonArgs>({ cloud, options, log }: DeleteRun<Args>): UntilOptions {
  return {
    on: cloud,
    get deadline() {
      return options.deadline;
    },
    signal: options.signal,
    onProgress: showProgress(log),
  };
}

/** Whose an image is is asked once more where its delete has queued for longer. */
const HOLDS_MS = 10_000;
class Outdated extends Error {}

/**
 * Resolves with the image for which the cloud has accepted the delete, or why there is nothing to delete. That it does not
 * find an image any more that it has just shown is no end: it is asked for once more.
 */
function sendDelete<Args extends CommonArgs>(run: DeleteRun<Args>): Promise<Image | "gone" | "theirs"> {
  const { resource, cloud, record, args, log, options } = run;
  const deletion = resource.deletion?.(args) ?? {};
  let lost: Image | undefined;
  return until<Image | "gone" | "theirs">(async (pacing) => {
    const paced = { ...run, options: { ...options, ...pacing } };
    const { image, making, unclear } = await during(log, steps.checking, locate(paced));
    if (unclear !== undefined) return { state: "failed", error: unclear };
    if (making) return { state: "pending", step: waitsFor.image("being made") };
    if (image === undefined) return { state: "done", result: lost ?? "gone" };
    const unfinished = image.phase === "pending" && !cloud.deletesUnfinished;
    const notYet = { state: "pending", step: waitsFor.image(image.status) } as const;
    // A template is ready from its first copy on, while its job goes on with the others
    // (docs/vendors/zstack.md#creating-a-template).
    const lacksCopies = !cloud.deletesUnfinished && resource.incomplete?.(image, args) !== undefined;
    if ((unfinished || lacksCopies) && (await isBeingMade(paced))) return notYet;
    const seenAt = cloud.clock.now();
    let asked = false;
    const beforeSending = () => {
      if (!asked && cloud.clock.now() - seenAt > HOLDS_MS) throw new Outdated();
      asked = true;
      run.stage.asked = image.id;
    };
    try {
      // No turns from here: whose it is must hold until it is deleted.
      const theirs = claimOf({ ...image, tags: await cloud.exactTags(image, options) });
      if (theirs !== undefined && theirs !== record.claim) {
        log.warn(`image ${image.id} has been claimed by another resource since: it is not deleted`);
        return { state: "done", result: "theirs" };
      }
      if (image.protected) throw protectedImage(image.id);
      const queued = { ...options, beforeSending };
      await during(log, steps.deleting, cloud.deleteImage(image.id, deletion, queued)).catch(mayNotDelete);
      run.stage.accepted = image.id;
    } catch (error) {
      if (error instanceof Outdated) return { state: "pending", step: steps.turn };
      if (error instanceof CloudError && error.outcome !== "unknown") run.stage.asked = undefined;
      if (unfinished && !image.protected && error instanceof ConflictError) return notYet;
      if (error instanceof NotFoundError && !error.fromService) throw answeredByAnother(error);
      if (!(error instanceof NotFoundError) || lost !== undefined) throw error;
      // By the attempt before, of which no answer came through.
      if (error.afterUnknown) return { state: "done", result: image };
      lost = image;
      return { state: "pending", step: steps.checking };
    }
    return { state: "done", result: image };
  }, waitOptions(run));

  function mayNotDelete(error: unknown): never {
    if (!(error instanceof CloudError)) throw error;
    throw notPermitted(cloud, error, { what: "delete images", actions: ["remove"] }, "run the same again");
  }
}

/** Tags outlive an image in the bin: who claimed it before it went there may want it back. */
async function isOurs<Args extends CommonArgs>(
  { cloud, record, options, log }: DeleteRun<Args>,
  id: string,
): Promise<boolean> {
  const theirs = claimInTags(await cloud.exactTags({ id, tags: {} }, options));
  if (theirs === undefined || theirs === record.claim) return true;
  log.warn(`image ${id} had been claimed by another resource before it was deleted: it is not expunged`);
  return false;
}

/** A 404 that the service itself has not written. */
function answeredByAnother(error: NotFoundError): NotFoundError {
  return error.with({ hint: error.hint ?? FIND_OUT });
}

/** One that its service left unfinished can be deleted (docs/vendors/openstack.md#how-an-export-goes). */
async function isBeingMade<Args extends CommonArgs>(run: DeleteRun<Args>): Promise<boolean> {
  const { resource, cloud, args, handle, options } = run;
  if (handle.jobId !== undefined) {
    return (await cloud.jobs?.show(handle.jobId, options))?.state === "running";
  }
  return (await resource.source.read?.(cloud, args as Args, options))?.state === "busy";
}

/**
 * The answer 204 is a promise: the image goes on being listed for a while
 * (docs/vendors/open-telekom-and-huawei.md#deleting-an-image).
 */
function untilGone<Args extends CommonArgs>(run: DeleteRun<Args>, { id }: Image): Promise<void> {
  const { cloud, options, log } = run;
  return cloud.images.wait<void>({
    key: id,
    judge: (image) =>
      image === undefined ? { state: "done", result: undefined } : { state: "pending", step: steps.deleting },
    untilGone: true,
    atOnce: true,
    firstMs: SOON_MS,
    deadline: options.deadline,
    signal: options.signal,
    onProgress: showProgress(log),
  });
}

/** What was to go along goes a little later, if at all. */
const GOES_WITHIN_MS = 60_000;

async function warnOfLeftovers<Args extends CommonArgs>(run: DeleteRun<Args>, image: Image): Promise<void> {
  const { resource, cloud, args, options, log } = run;
  const deadline = Math.min(options.deadline, cloud.clock.now() + GOES_WITHIN_MS);
  let left: string | undefined;
  try {
    await until<void>(
      async (pacing) => {
        left = await resource.leftBehind?.(cloud, image, args, { ...options, deadline, ...pacing });
        return left === undefined ? { state: "done", result: undefined } : { state: "pending", step: left };
      },
      { ...waitOptions(run), deadline },
    );
  } catch {
    // The image is gone: that this cannot be checked is no failure.
  }
  if (left !== undefined) log.warn(left);
}

function protectedImage(id: string): ConflictError {
  return new ConflictError(`image ${id} is protected`, {
    outcome: "not-sent",
    hint: "take the protection off, in the cloud or (on OpenStack) by `protected: false` and `pulumi up`; then delete again",
  });
}
