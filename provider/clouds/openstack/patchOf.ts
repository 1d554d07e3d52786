import type { Image, ImageChange } from "../image";
import { glanceTagsOf, tagsAfter } from "./glanceTags";

type Value = string | number | boolean | readonly string[];

export type PatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: Value }
  | { readonly op: "remove"; readonly path: string };

/** The attributes of a change for the patch, with their wanted and their current values; the name is last. */
function attributesOf(image: Image, change: ImageChange) {
  return {
    tags: ["tags", change.tags && tagsAfter(image, change), glanceTagsOf(image)],
    description: ["description", change.description, image.description],
    visibility: ["visibility", change.visibility, image.visibility],
    protected: ["protected", change.protected, image.protected],
    hidden: ["os_hidden", change.hidden, image.hidden],
    minRamMiB: ["min_ram", change.minRamMiB, image.minRamMiB],
    minDiskGiB: ["min_disk", change.minDiskGiB, image.minDiskGiB],
    osType: ["os_type", change.osType, image.osType],
    firmwareType: ["hw_firmware_type", change.firmwareType, image.firmwareType],
    vifMultiqueue: ["hw_vif_multiqueue_enabled", textOf(change.vifMultiqueue), String(image.vifMultiqueue)],
    name: ["name", change.name, image.name],
  } as const satisfies Partial<Record<keyof ImageChange, Attribute>>;
}

type Attribute = readonly [name: string, wanted: Value | undefined, seen: unknown];

/** Arguments whose changes are sent. */
export type GlancePatched = keyof ReturnType<typeof attributesOf>;

/** One JSON patch for everything that differs, including tags: on OpenStack a take-over is one atomic call. */
export function patchOf(image: Image, change: ImageChange): PatchOperation[] {
  const properties = Object.entries(change.properties ?? {}).map(
    ([name, value]): Attribute => [name, value, image.wire?.[name]],
  );
  const wanted: readonly Attribute[] = [...properties, ...Object.values(attributesOf(image, change))];
  return wanted
    .filter(([, value, seen]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(seen))
    .flatMap(([attribute, value = "", _seen]): PatchOperation[] => {
      const path = `/${attribute}`;
      if (!image.attributes.has(attribute)) return value === "" ? [] : [{ op: "add", path, value }];
      // A property that becomes empty is removed: Glance has no empty operating system.
      return [value === "" ? { op: "remove", path } : { op: "replace", path, value }];
    });
}

function textOf(value: boolean | null | undefined): string | undefined {
  return value === undefined ? undefined : String(value ?? "");
}
