import { ConflictError } from "../http/errors";
import type { CommonArgs, ImageResource, Timeouts } from "../resources/resource";
import { showLooks } from "../waiting/progress";
import { until } from "../waiting/until";
import { handleOf } from "./handle";
import type { Host } from "./host";
import { type Props, splitInputs } from "./inputs";
import { locate } from "./locate";
import { sameLocation } from "./location";
import { claimOn } from "./marker";
import { fromOutputs } from "./record";
import { cloudName, timeoutMs } from "./run";

/** Deletes the image and waits until it is gone. One that is gone already is success; another's is left alone. */
export async function remove<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  id: string,
  props: Props,
  host: Host,
): Promise<void> {
  const record = fromOutputs(props);
  if (record === undefined) return; // read by `get`: never ours to delete
  const { hidden } = splitInputs(props);
  const log = host.log(hidden.urn);
  const cloud = host.connect(cloudName(record.args));
  const deadline =
    cloud.clock.now() + timeoutMs("delete", record.args.timeouts as Timeouts | undefined, hidden.timeouts);
  const options = { signal: host.signal, deadline };
  await sameLocation(cloud, record.location);

  const waiting = { clock: cloud.clock, deadline, signal: host.signal, onLook: showLooks(log) };

  const handle = handleOf(id, props);
  const marker = record.job?.marker ?? "";
  const deletion = resource.deletion?.(record.args as Partial<Args>) ?? {};

  const deleted = await until<string | undefined>(async () => {
    const { image, making } = await locate({ resource, cloud, handle, marker, outputs: props, options });
    if (making) return { state: "pending", step: "being made, cannot be deleted yet" };
    if (image === undefined) return { state: "done", result: undefined };
    const unfinished = image.phase === "pending" && !cloud.deletesUnfinished;
    const notYet = { state: "pending", step: `${image.status}, cannot be deleted yet` } as const;
    if (unfinished && (await isBusy())) return notYet;
    const theirs = claimOn(await cloud.exactTags(image, options));
    if (theirs !== undefined && theirs !== record.claim) {
      log.warn(`image ${image.id} has been claimed by another resource since: it is not deleted`);
      return { state: "done", result: undefined };
    }
    if (image.protected) throw protectedImage(image.id);
    try {
      await cloud.deleteImage(image.id, deletion, options);
    } catch (error) {
      if (unfinished && error instanceof ConflictError) return notYet;
      throw error;
    }
    return { state: "done", result: image.id };
  }, waiting);
  if (deleted === undefined) return;

  // The answer 204 is a promise: the image goes on being listed for a while (api-huawei-otc §3.2).
  await until<void>(
    async () => {
      const image = await cloud.showImage(deleted, options);
      return image === undefined
        ? { state: "done", result: undefined }
        : { state: "pending", step: "being deleted" };
    },
    { ...waiting, patient: true },
  );

  /** Whether the cloud still works on the image: one that its service left unfinished can be deleted (api-openstack §2.6). */
  async function isBusy(): Promise<boolean> {
    if (handle.jobId !== undefined) {
      return (await cloud.imageJobs?.showJob(handle.jobId, options))?.state === "running";
    }
    return (await resource.source.look?.(cloud, record?.args as Args, options))?.state === "busy";
  }
}

function protectedImage(id: string): ConflictError {
  return new ConflictError(`image ${id} is protected`, {
    outcome: "not-sent",
    hint: "take the protection off, in the cloud or (on OpenStack) by `protected: false` and `pulumi up`; then delete again",
  });
}
