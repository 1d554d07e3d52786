import type { z } from "zod";
import { DataImageOutputs, dataImage } from "../../resources/dataImage";
import { DataVolumeTemplateOutputs, dataVolumeTemplate } from "../../resources/dataVolumeTemplate";
import { FullEcsImageOutputs, fullEcsImage } from "../../resources/fullEcsImage";
import type { ImageResource } from "../../resources/resource";
import { VolumeImageOutputs, volumeImage } from "../../resources/volumeImage";
import type { Kind } from "../tokens";

/** A resource that the plugin serves. */
export interface Definition {
  // biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
  readonly resource: ImageResource<any>;
  readonly outputs: z.ZodObject;
}

/** By their types, which are the last parts of their tokens. */
export const definitions = {
  VolumeImage: { resource: volumeImage, outputs: VolumeImageOutputs },
  FullEcsImage: { resource: fullEcsImage, outputs: FullEcsImageOutputs },
  DataImage: { resource: dataImage, outputs: DataImageOutputs },
  DataVolumeTemplate: { resource: dataVolumeTemplate, outputs: DataVolumeTemplateOutputs },
} as const satisfies Record<Kind, Definition>;
