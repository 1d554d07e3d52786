import { PartialFailureError } from "../lifecycle/claim/partialFailureError";
import type { Created } from "../lifecycle/create";
import type { ResourceLog } from "../lifecycle/operation/host";
import { describe } from "../lifecycle/operation/run";
import type { Props } from "../lifecycle/state/inputs";
import { plainRecord } from "./plainJson";

/** Where the engine cannot take an output, the image is kept in the state with the outputs that it can take. */
export function plainOutputs({ id, outs }: Created, log: ResourceLog): Props {
  try {
    return plainRecord(outs);
  } catch (error) {
    throw new PartialFailureError(describe(`image ${id}`, error, log), {
      id,
      properties: outs,
      cause: error,
    });
  }
}
