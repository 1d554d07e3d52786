import type { Cloud, CloudLocation } from "../clouds/cloud";
import type { Image } from "../clouds/image";
import { unlessServiceSaysNotFound } from "../clouds/unlessNotFound";
import type { CallOptions } from "../http/call";
import { type CloudError, explain, NotFoundError } from "../http/errors";
import { steps } from "../polling/steps";
import type { CommonArgs, ImageResource } from "../resources/resource";
import { withoutLeft } from "./claim/leftTags";
import { confirmed } from "./find/confirmed";
import { type Located, locate } from "./find/locate";
import { notThere, placeOf, sameLocation } from "./find/location";
import { presence } from "./find/presence";
import { claimOf } from "./marks/marker";
import type { Call } from "./operation/call";
import type { Host, ResourceLog } from "./operation/host";
import { during, operationLog } from "./operation/operationLog";
import { operationOptions } from "./operation/operationOptions";
import { cloudName } from "./operation/run";
import { timeoutMs } from "./operation/timeoutMs";
import { type Treatments, treatments, wanted } from "./state/change";
import { handleOf, idOf } from "./state/handle";
import { imageOutputs } from "./state/imageOutputs";
import type { Props } from "./state/inputs";
import { fromOutputs, type Outputs, type ResourceRecord, toOutputs } from "./state/record";

export interface ReadResult {
  readonly id?: string;
  readonly props?: Outputs;
  /** Of what the stack manages; left out for what `get` reads. */
  readonly inputs?: Props;
}

/**
 * A refresh (with a record): the image as it is, and inputs that show its drift; a gone image is the empty
 * answer, which takes the resource out of the state. A read by `get` (without): a gone image is an error.
 */
export function read<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  id: string,
  props: Props,
  call: Pick<Call, "urn">,
  host: Host,
): Promise<ReadResult> {
  const log = operationLog(host.log(call.urn), props.name);
  return during(log, steps.refreshing, readNow(resource, { id, props }, host, log));
}

async function readNow<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  { id, props }: { readonly id: string; readonly props: Props },
  host: Host,
  log: ResourceLog,
): Promise<ReadResult> {
  const recorded = fromOutputs(props);
  const cloud = host.connect(cloudName(recorded?.args ?? props));
  const allowedMs = timeoutMs("delete", undefined, {});
  const options = operationOptions("preflight", cloud, allowedMs, host.signal, log);
  if (recorded === undefined) return readExisting(resource, id, props, { cloud, options, log });

  const handle = handleOf(id, props);
  const location = await placeOf(cloud, recorded, handle, options);
  const record = { ...recorded, location };
  const place = { resource, cloud, record, handle, outputs: props, options, log };
  const asKnown = await confirmed(place);
  const { image, making, unclear }: Located =
    asKnown === undefined ? await locate(place) : { image: asKnown, making: false };
  if (unclear !== undefined) warnUnclear(unclear, log);
  if (making || unclear !== undefined)
    return {
      id: idOf(handle),
      props: { ...props, ...location },
      inputs: record.args,
    };
  if (image === undefined) return {};
  const theirs = claimOf(image);
  if (theirs !== undefined && theirs !== record.claim) {
    log.warn(`image ${image.id} has been claimed by another resource: two programs or stacks manage it`);
  }
  const outputs = {
    ...toOutputs(resource, record, image),
    // What was given up is not waited for again because it is still shown as unfinished.
    ...(image.phase === "pending" && props.__failed !== undefined && { __failed: props.__failed }),
  };
  return {
    id: image.id, // where only the job was known, a refresh brings the image's id
    props: outputs,
    inputs: driftedInputs(
      record,
      withoutLeft(imageOutputs(resource, image, cloud.profile), record.leftTags ?? []),
      treatments(resource, cloud.profile),
    ),
  };
}

function warnUnclear(error: CloudError, log: ResourceLog): void {
  log.warn(`kept in the state as it was, for ${explain(error)}`);
}

/** Of what `get` reads nothing is recorded but where it was found before: from then on this is its refresh. */
async function readExisting<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  id: string,
  props: Props,
  { cloud, options, log }: { cloud: Cloud; options: CallOptions; log: ResourceLog },
): Promise<ReadResult> {
  const recorded = recordedLocation(props);
  if (recorded === undefined) {
    const image = await unlessServiceSaysNotFound(cloud.showImage(id, options));
    if (image === undefined) throw notFound(id, cloud.name);
    return resultOf(image, await cloud.location());
  }
  const { location, moved } = await sameLocation(cloud, recorded);
  const seen = await presence(cloud, id, options, { log });
  if (seen.state === "there") return resultOf(seen.image, location);
  if (moved) throw notThere(cloud, { imageId: id }, location, recorded);
  if (seen.state === "gone") return {};
  warnUnclear(seen.error, log);
  return { id, props: { ...props } };

  function resultOf(image: Image, at: CloudLocation): ReadResult {
    return {
      id,
      props: {
        ...imageOutputs(resource, image, cloud.profile),
        ...at,
        profile: cloud.profile,
        cloud: props.cloud,
      },
    };
  }
}

/** The arguments as given, those that the image can contradict replaced by what it says. */
function driftedInputs(record: ResourceRecord, outputs: Props, treated: Treatments): Props {
  const managed = Object.keys(wanted(record.args, {}, treated));
  return { ...record.args, ...Object.fromEntries(managed.map((field) => [field, outputs[field]])) };
}

function recordedLocation({ endpoint, region, projectId }: Props): CloudLocation | undefined {
  if (typeof endpoint !== "string" || typeof region !== "string" || typeof projectId !== "string")
    return undefined;
  return { endpoint, region, projectId };
}

function notFound(id: string, cloud: string): NotFoundError {
  return new NotFoundError(`cloud "${cloud}" has no image ${id}`, {
    outcome: "rejected",
    hint: "check the id, and that the cloud, region and project are the image's",
  });
}
