import type { Image } from "../clouds/image";
import { CloudError } from "../http/errors";
import { steps } from "../polling/steps";
import type { CommonArgs, ImageResource } from "../resources/resource";
import { finish } from "./claim/finish";
import { refuseForeignClaim } from "./claim/refuseForeignClaim";
import { placeOf } from "./find/location";
import { findOnce, presence } from "./find/presence";
import { claimInTags, isUnclaimed } from "./marks/marker";
import type { Call } from "./operation/call";
import type { Host } from "./operation/host";
import { during } from "./operation/operationLog";
import { openRun, type Run } from "./operation/run";
import { type Handle, handleOf } from "./state/handle";
import type { Props } from "./state/inputs";
import { fromOutputs, type Outputs, wasTakenOver } from "./state/record";

/**
 * Brings an image to what the program says: first goes on waiting for one that is unfinished, then sends
 * what differs. An image that has everything already gets no call but the read.
 */
export async function update<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  id: string,
  outputs: Props,
  inputs: Props,
  call: Call,
  host: Host,
): Promise<Outputs> {
  const run = openRun(resource, inputs, call, "update", host);
  const record = fromOutputs(outputs);
  if (record === undefined) {
    throw new CloudError("the state does not say how the image was made", {
      outcome: "not-sent",
      hint: "it was read by `get`, which only looks: an image read that way cannot be changed",
    });
  }
  const handle = handleOf(id, outputs);
  const place = placeOf(run.cloud, record, handle, run.options);
  const location = await during(run.log, steps.signingIn, place);
  const image = await during(run.log, steps.checking, imageOf(run, handle, outputs));
  if (image !== undefined) {
    const isOurs = claimInTags(image.tags) === record.claim || isUnclaimed(image);
    await refuseForeignClaim(run, image, [undefined, record.claim], isOurs);
  }
  const { outs } = await finish(run, {
    id,
    handle,
    marker: record.job?.marker ?? run.marker,
    image,
    createdAt: outputs.createdAt as string | undefined,
    wasSaving: outputs.status === "saving",
    location,
    facts: record.facts,
    claim: record.claim,
    leftTags: record.leftTags,
    seenTags: outputs.tags as Image["tags"] | undefined,
    previous: record.args,
  });
  return outs;
}

/** Undefined for one that the cloud may still list: the wait for it then tells. */
async function imageOf<Args extends CommonArgs>(
  { cloud, options, log }: Run<Args>,
  { imageId }: Handle,
  outputs: Props,
): Promise<Image | undefined> {
  if (imageId === undefined) return undefined;
  if (!wasTakenOver(outputs)) return findOnce(cloud, imageId, options);
  const seen = await presence(cloud, imageId, options, { log });
  if (seen.state === "there") return seen.image;
  throw seen.state === "gone" ? vanished(imageId) : seen.error;
}

function vanished(id: string): CloudError {
  return new CloudError(`image ${id} no longer exists`, {
    outcome: "not-sent",
    hint: "run `pulumi refresh` to take it out of the state; the next `pulumi up` then makes a new one",
  });
}
