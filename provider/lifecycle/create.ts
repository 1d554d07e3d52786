import type { Image } from "../clouds/image";
import { steps } from "../polling/steps";
import type { CommonArgs, ImageResource } from "../resources/resource";
import { acquire } from "./begin/acquire";
import { finish } from "./claim/finish";
import { release } from "./claim/release";
import { toCloudError } from "./operation/bug";
import type { Call } from "./operation/call";
import type { Host } from "./operation/host";
import { during } from "./operation/operationLog";
import { openRun } from "./operation/run";
import type { Props } from "./state/inputs";
import type { Outputs } from "./state/record";

export interface Created {
  readonly id: string;
  readonly outs: Outputs;
  /** For when the engine dies before it can have recorded the answer. */
  readonly undo: () => Promise<void>;
}

/** Adopts the image that an earlier run left, or sends the one create; waits; takes the image over. */
export async function create<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  inputs: Props,
  call: Call,
  host: Host,
): Promise<Created> {
  const run = openRun(resource, inputs, call, "create", host);
  const location = await during(run.log, steps.signingIn, run.cloud.location());
  // All that could go wrong goes before: between the create call and `finish` nothing may fail.
  const claim = host.newClaim();
  const ownFacts = resource.facts?.(run.args);
  const source = resource.source.key(run.args);
  const { handle, adopted, facts, retainedClaim } = await acquire(run).catch((error: unknown) => {
    throw toCloudError(error, run.log);
  });
  if (adopted === undefined) {
    const what = handle.imageId === undefined ? `job ${handle.jobId}` : `image ${handle.imageId}`;
    run.log.entry(`is being made from ${source}: ${what}`);
    run.log.status(steps.queued);
  }
  const undo = (image: Image) => {
    // Lists may go on showing the claim for a while: the next create here waits for the image as for one that was just begun.
    if (resource.source.read === undefined) host.sentCreates.note(run.marker, run.cloud.clock.now());
    return release(run, image);
  };
  const onListed = () => host.sentCreates.forget(run.marker);
  const begun = {
    handle,
    marker: run.marker,
    location,
    facts: { ...facts, ...ownFacts },
    claim,
    retainedClaim,
    previous: {},
    undo,
    onListed,
  };
  const { id, outs, image } = await finish(run, begun);
  return { id, outs, undo: () => undo(image) };
}
