import type { Image } from "../../clouds/image";
import { ImageFailedError } from "../../http/errors";
import type { CommonArgs } from "../../resources/resource";
import { toCloudError } from "../operation/bug";
import type { Run } from "../operation/run";
import { type Outputs, type ResourceRecord, toOutputs, toOutputsUnseen } from "../state/record";

/** What is known of an image that is not ours yet: the next `up` starts from it. */
export function unfinishedOutputs<Args extends CommonArgs>(
  run: Run<Args>,
  record: ResourceRecord,
  imageId: string | undefined,
  image: Image | undefined,
  error: unknown,
): Outputs {
  const outputs = image && outputsUnlessBug(run, record, image);
  const failed = error instanceof ImageFailedError ? error.imageStatus : undefined;
  return {
    ...(outputs ?? toOutputsUnseen(record, imageId)),
    ...(failed === undefined ? {} : failedStatus(failed, outputs !== undefined)),
  };
}

/** `status` is the cloud's word, where it has one: that an image which it goes on to show is given up is our own. */
function failedStatus(failed: string, isShown: boolean): Outputs {
  return isShown && failed !== "deleted" ? { __failed: failed } : { status: failed };
}

/** A bug in what is shown of an image must not lose it. */
function outputsUnlessBug<Args extends CommonArgs>(
  { resource, log }: Run<Args>,
  record: ResourceRecord,
  image: Image,
): Outputs | undefined {
  try {
    return toOutputs(resource, record, image);
  } catch (error) {
    toCloudError(error, log);
    return undefined;
  }
}
