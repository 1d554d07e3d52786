import type { Image, ImageChange } from "../image";
import { toGlanceTag } from "./image";

export interface PatchOperation {
  readonly op: "add" | "replace";
  readonly path: string;
  readonly value: string | number | boolean | readonly string[];
}

/** One JSON patch for all that differs, tags included: here taking an image over is one atomic call. */
export function patchOf(image: Image, change: ImageChange): PatchOperation[] {
  const wanted: [string, PatchOperation["value"] | undefined, unknown][] = [
    ["tags", change.tags && tagsOf(change.tags), tagsOf(image.tags)],
    ["description", change.description, image.description],
    ["visibility", change.visibility, image.visibility],
    ["protected", change.protected, image.protected],
    ["min_ram", change.minRamMiB, image.minRamMiB],
    ["min_disk", change.minDiskGiB, image.minDiskGiB],
    ["os_type", change.osType, image.osType],
    ["hw_firmware_type", change.firmwareType, image.firmwareType],
    ["hw_vif_multiqueue_enabled", textOf(change.vifMultiqueue), String(image.vifMultiqueue)],
    ["name", change.name, image.name],
  ];
  return wanted.flatMap(([attribute, value, seen]) =>
    value === undefined || JSON.stringify(value) === JSON.stringify(seen)
      ? []
      : [{ op: image.attributes.has(attribute) ? "replace" : "add", path: `/${attribute}`, value } as const],
  );
}

function tagsOf(tags: Readonly<Record<string, string>>): string[] {
  return Object.entries(tags).map(toGlanceTag).sort();
}

function textOf(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
