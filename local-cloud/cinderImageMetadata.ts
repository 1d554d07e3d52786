import { type Answer, json } from "./answer";
import { checkFields } from "./cinderAction";
import type { Schema } from "./jsonSchema";
import type { VolumeRecord } from "./volumes";

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
