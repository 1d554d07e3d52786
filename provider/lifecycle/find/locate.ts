import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import type { CallOptions } from "../../http/call";
import type { CloudError } from "../../http/errors";
import { showProgress } from "../../polling/progress";
import { steps } from "../../polling/steps";
import { until } from "../../polling/until";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { markStrategy } from "../marks/markStrategy";
import type { ResourceLog } from "../operation/host";
import type { OperationOptions } from "../operation/operationOptions";
import type { Handle } from "../state/handle";
import type { Props } from "../state/inputs";
import { type ResourceRecord, wasSeen, wasTakenOver } from "../state/record";
import { findMarked } from "./findMarked";
import { findUntagged } from "./findUntagged";
import { findOnce, presence } from "./presence";

/** Where an image stands whose id may not be known yet. */
export interface Located {
  readonly image: Image | undefined;
  /** Something goes on making it. */
  readonly making: boolean;
  /** Why it is not known whether it is there. */
  readonly unclear?: CloudError | undefined;
}

interface Place<Args extends CommonArgs> {
  readonly resource: ImageResource<Args>;
  readonly cloud: Cloud;
  readonly record: ResourceRecord;
  readonly handle: Handle;
  readonly outputs: Props;
  readonly options: CallOptions & Pick<OperationOptions, "signal" | "deadline">;
  readonly log: ResourceLog;
}

/** An image, by its id, else by its job, else by its mark. */
export async function locate<Args extends CommonArgs>(place: Place<Args>): Promise<Located> {
  const { imageId } = place.handle;
  if (imageId !== undefined && wasSeen(place.outputs)) return byId(place, imageId);
  const { named, ...located } = await listedInTime(place);
  const id = imageId ?? named;
  if (id === undefined || located.image !== undefined || located.making) return located;
  return byId(place, id);
}

async function byId<Args extends CommonArgs>(place: Place<Args>, imageId: string): Promise<Located> {
  const { cloud, options, log } = place;
  const seen = await presence(cloud, imageId, options, { log, listsMayLag: isNew(place) });
  if (seen.state === "there") return { image: seen.image, making: false };
  return { image: undefined, making: false, unclear: seen.state === "unclear" ? seen.error : undefined };
}

/**
 * One that was never seen, and that neither the list nor a running job shows, is not believed to be gone before the time is
 * over within which a cloud lists: it may have forgotten the job.
 */
async function listedInTime<Args extends CommonArgs>(place: Place<Args>): Promise<Listed> {
  const { resource, cloud, options, log } = place;
  const goneFrom = cloud.clock.now() + markStrategy(resource).listedWithinMs;
  let waited = false;
  const located = await until<Listed>(
    async (pacing) => {
      waited = (pacing.awaitTurn ?? options.awaitTurn) !== undefined;
      const askedAt = cloud.clock.now();
      const { mayCome, ...located } = await locateOnce({ ...place, options: { ...options, ...pacing } });
      return mayCome && askedAt < goneFrom
        ? { state: "pending", step: steps.notListed }
        : { state: "done", result: located };
    },
    {
      on: cloud,
      signal: options.signal,
      get deadline() {
        return options.deadline;
      },
      onProgress: showProgress(log),
    },
  );
  if (!waited || located.image !== undefined || located.making) return located;
  // Its requests took turns, and what was listed between them was not seen: before it is called gone there is one search more.
  return locateOnce({ ...place, options: { ...options, awaitTurn: undefined } });
}

interface Listed extends Located {
  /** The id that the job tells. */
  readonly named?: string | undefined;
}

interface Attempt extends Listed {
  /** The image may still be listed, or a better one than what is dead. */
  readonly mayCome: boolean;
}

/** What a failed job leaves is unusable, so that one search is enough. */
async function locateOnce<Args extends CommonArgs>(place: Place<Args>): Promise<Attempt> {
  const { cloud, record, handle, options } = place;
  const imageById = handle.imageId === undefined ? undefined : await findOnce(cloud, handle.imageId, options);
  if (imageById !== undefined) return conclusive(imageById);
  if (handle.jobId === undefined) return { ...conclusive(undefined), mayCome: true };
  const job = await cloud.jobs?.show(handle.jobId, options);
  const named = job?.imageId;
  const image = named === undefined ? undefined : await findOnce(cloud, named, options);
  if (image !== undefined) return conclusive(image);
  const search = await findMarked(place, record.job?.marker ?? "", options);
  if (search.image !== undefined) return conclusive(search.image);
  if (job?.state === "failed") return { ...conclusive(search.dead), named };
  if (job?.state === "running" || (await mayBeOurs(place))) return { ...conclusive(undefined), making: true };
  return { ...conclusive(search.dead), named, mayCome: true };
}

function conclusive(image: Image | undefined): Attempt {
  return { image, making: false, mayCome: false };
}

async function mayBeOurs<Args extends CommonArgs>(place: Place<Args>): Promise<boolean> {
  const { resource, cloud, record, options } = place;
  return (
    (await findUntagged({ resource, cloud, args: record.args as unknown as Args, options })) !== undefined
  );
}

/** One that was never taken over may be so new that no list has it yet. */
function isNew<Args extends CommonArgs>({ outputs, resource, cloud }: Place<Args>): boolean {
  const age = cloud.clock.now() - Date.parse(String(outputs.createdAt));
  return !wasTakenOver(outputs) && age < markStrategy(resource).listedWithinMs;
}
