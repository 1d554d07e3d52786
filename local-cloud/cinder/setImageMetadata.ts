import { type Answer, json } from "../http/answer";
import type { Schema } from "../http/breachOf";
import type { VolumeRecord } from "../volumes/volumeRecord";
import { checkFields } from "./requestedAction";

/** `os-set_image_metadata`: what a volume hands on to the images that are made of it. */

export const metadataAction = "os-set_image_metadata";

const schema: Schema = {
  type: "object",
  properties: { metadata: { type: "object", additionalProperties: { type: "string", maxLength: 255 } } },
  required: ["metadata"],
  additionalProperties: false,
};

export function setImageMetadata(given: unknown, findVolume: () => VolumeRecord): Answer {
  checkFields(schema, metadataAction, given);
  const volume = findVolume();
  volume.imageMetadata = {
    ...volume.imageMetadata,
    ...(given as { metadata: Record<string, string> }).metadata,
  };
  return json(200, { metadata: volume.imageMetadata });
}
