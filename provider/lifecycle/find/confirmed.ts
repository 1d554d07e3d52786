import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import type { CallOptions } from "../../http/call";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { claimOf } from "../marks/marker";
import { same } from "../state/change";
import type { Handle } from "../state/handle";
import type { Props } from "../state/inputs";
import { type ResourceRecord, toOutputs, wasTakenOver } from "../state/record";

interface Known<Args extends CommonArgs> {
  readonly resource: ImageResource<Args>;
  readonly cloud: Cloud;
  readonly record: ResourceRecord;
  readonly handle: Handle;
  readonly outputs: Props;
  readonly options: CallOptions;
}

/**
 * A finished image that the list shared by many reads shows exactly as the state has it. Of a list nothing else is believed:
 * undefined says nothing, and the image is to be asked for by itself.
 */
export async function confirmed<Args extends CommonArgs>(known: Known<Args>): Promise<Image | undefined> {
  const { cloud, handle, outputs, options } = known;
  if (handle.imageId === undefined || !wasTakenOver(outputs) || outputs.__failed !== undefined)
    return undefined;
  const image = await cloud.sharedList.find(handle.imageId, options.signal);
  return image !== undefined && isAsRecorded(image, known) ? image : undefined;
}

function isAsRecorded<Args extends CommonArgs>(
  image: Image,
  { resource, record, outputs }: Known<Args>,
): boolean {
  const theirs = claimOf(image);
  if (image.phase === "pending" || (theirs !== undefined && theirs !== record.claim)) return false;
  const shown = toOutputs(resource, record, image);
  const recorded = Object.keys(outputs).filter((field) => !field.startsWith("__"));
  return [...new Set([...recorded, ...Object.keys(shown)])].every((field) =>
    same(shown[field], outputs[field]),
  );
}
