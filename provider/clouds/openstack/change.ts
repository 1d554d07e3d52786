import type { Image, ImageChange } from "../image";
import { glanceTagsOf, tagsAfter } from "./tags";

type Value = string | number | boolean | readonly string[];

export type PatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: Value }
  | { readonly op: "remove"; readonly path: string };

/** One JSON patch for all that differs, tags included: here taking an image over is one atomic call. */
export function patchOf(image: Image, change: ImageChange): PatchOperation[] {
  const wanted: [string, Value | undefined, unknown][] = [
    ["tags", change.tags && tagsAfter(image, change), glanceTagsOf(image)],
    ["description", change.description, image.description],
    ["visibility", change.visibility, image.visibility],
    ["protected", change.protected, image.protected],
    ["os_hidden", change.hidden, image.hidden],
    ["min_ram", change.minRamMiB, image.minRamMiB],
    ["min_disk", change.minDiskGiB, image.minDiskGiB],
    ["os_type", change.osType, image.osType],
    ["hw_firmware_type", change.firmwareType, image.firmwareType],
    ["hw_vif_multiqueue_enabled", textOf(change.vifMultiqueue), String(image.vifMultiqueue)],
    ["name", change.name, image.name],
  ];
  return wanted
    .filter(([, value, seen]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(seen))
    .flatMap(([attribute, value = "", _seen]): PatchOperation[] => {
      const path = `/${attribute}`;
      if (!image.attributes.has(attribute)) return value === "" ? [] : [{ op: "add", path, value }];
      // A property of the image that is to be empty is taken away: Glance has no empty operating system.
      return [value === "" ? { op: "remove", path } : { op: "replace", path, value }];
    });
}

function textOf(value: boolean | null | undefined): string | undefined {
  return value === undefined ? undefined : String(value ?? "");
}
