import { dataImage } from "../../resources/dataImage";
import { dataVolumeTemplate } from "../../resources/dataVolumeTemplate";
import { fullEcsImage } from "../../resources/fullEcsImage";
import type { ImageResource } from "../../resources/resource";
import { volumeImage } from "../../resources/volumeImage";

/** A resource that can be imported, and the name of its handler in dynamic.ts. */
export interface Importable {
  // biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
  readonly resource: ImageResource<any>;
  readonly handler: string;
}

const all: readonly Importable[] = [
  { resource: volumeImage, handler: "volumeImage" },
  { resource: fullEcsImage, handler: "fullEcsImage" },
  { resource: dataImage, handler: "dataImage" },
  { resource: dataVolumeTemplate, handler: "dataVolumeTemplate" },
];

export const importableNames: readonly string[] = all.map(({ resource }) => resource.type);

/** The resource with this name, in upper or lower case. */
export function importableNamed(name: string): Importable | undefined {
  return all.find(({ resource }) => resource.type.toLowerCase() === name.toLowerCase());
}
