import type { CommonArgs, ImageResource } from "../resources/resource";
import { acquire } from "./acquire";
import { finish } from "./finish";
import { giveBack } from "./giveBack";
import type { Host } from "./host";
import type { Props } from "./inputs";
import type { Outputs } from "./record";
import { openRun } from "./run";

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
  host: Host,
): Promise<Created> {
  const run = openRun(resource, inputs, "create", host);
  const location = await run.cloud.location();
  const { imageId, facts } = await acquire(run);
  run.log.line(`image ${imageId} is being made from ${resource.source.key(run.args)}`);
  const claim = host.newClaim();
  const undo = () => giveBack(run, imageId, claim);
  return {
    id: imageId,
    outs: await finish(run, { imageId, location, facts, claim, previous: {}, undo }),
    undo,
  };
}
