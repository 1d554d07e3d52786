import type { Image } from "../../clouds/image";
import type { CommonArgs } from "../../resources/resource";
import { markStrategy } from "../marks/markStrategy";
import type { Run } from "../operation/run";

/** Where the engine is dead, nobody hurries. One that was told to end a second time leaves so much, and for a log-out then. */
const PATIENCE_MS = 60_000;
const HURRY_MS = 3_500;

/**
 * Takes a take-over back that nobody may have recorded: by its mark the next `up` finds the image and adopts it, instead of
 * making a second one (docs/safety.md#release). One call, for nobody else has had the time to change what we have
 * just set, and after a second Ctrl-C there is none for more. `image`: as the take-over made it.
 */
export async function release<Args extends CommonArgs>(run: Run<Args>, image: Image): Promise<void> {
  const { cloud, host, resource, marker } = run;
  const hurries = host.signal.aborted && !(await host.engineDied());
  // Without the run's signal: it has been aborted by now.
  const deadline = cloud.clock.now() + (hurries ? HURRY_MS : PATIENCE_MS);
  const options = { deadline, errand: run.options.errand.as("claim") };
  const { released, commit } = markStrategy(resource);
  const change = released(marker, image.tags);
  if (cloud.release !== undefined) await cloud.release(image, change, options);
  else await cloud.changeImage(image, change, commit, options);
}
