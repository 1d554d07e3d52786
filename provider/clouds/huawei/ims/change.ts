import { ownValue } from "../../../http/ownValue";
import type { Image, ImageChange } from "../../image";

export interface PatchOperation {
  readonly op: "add" | "replace";
  readonly path: string;
  readonly value: string | number;
}

/** The attributes of a change for the patch, with their wanted and their current values; the name is last. */
function attributesOf(image: Image, change: ImageChange) {
  const { vifMultiqueue } = change;
  return {
    description: ["__description", change.description, image.description],
    minRamMiB: ["min_ram", change.minRamMiB, image.minRamMiB],
    maxRamMiB: ["max_ram", change.maxRamMiB, image.maxRamMiB],
    firmwareType: ["hw_firmware_type", change.firmwareType, image.firmwareType],
    vifMultiqueue: [
      "hw_vif_multiqueue_enabled",
      textOf(vifMultiqueue ?? undefined),
      String(image.vifMultiqueue),
    ],
    enterpriseProjectId: ["enterprise_project_id", change.enterpriseProjectId, image.enterpriseProjectId],
    name: ["name", change.name, image.name],
  } as const satisfies Partial<Record<keyof ImageChange, Attribute>>;
}

type Attribute = readonly [name: string, wanted: string | number | undefined, seen: unknown];

/** Arguments whose changes are sent: by the patch, and by `tagActions`. */
export type HuaweiPatched = keyof ReturnType<typeof attributesOf> | "tags";

/**
 * The operations of one `PATCH /v2/cloudimages/{id}` (ims_03_0604) for what differs, the name last. `replace`
 * of an attribute that the image does not have is IMG.0035, so which it is follows from the image as read.
 */
export function patchOf(image: Image, change: ImageChange): PatchOperation[] {
  const properties = Object.entries(change.properties ?? {}).map(
    ([name, value]): Attribute => [
      name,
      typeof value === "boolean" ? String(value) : value,
      image.wire?.[name],
    ],
  );
  const wanted: readonly Attribute[] = [...properties, ...Object.values(attributesOf(image, change))];
  return wanted.flatMap(([attribute, value, seen]) =>
    value === undefined || value === seen
      ? []
      : [{ op: image.attributes.has(attribute) ? "replace" : "add", path: `/${attribute}`, value } as const],
  );
}

/** The operation for an image that has gained or lost the attribute since it was read. */
export function flipped(operation: PatchOperation): PatchOperation {
  return { ...operation, op: operation.op === "add" ? "replace" : "add" };
}

export interface TagAction {
  readonly action: "create" | "delete";
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/**
 * The number of tags that an image may have on the cloud that allows the fewest
 * (docs/vendors/open-telekom-and-huawei.md#tags).
 */
export const TAG_LIMIT = 10;

/**
 * The fewest `POST /v2/{project}/images/{id}/tags/action` calls from the tags as they are to those wanted:
 * `create` overwrites, so a changed value is never missing in between. New ones come first, unless there
 * would be more than ten for a moment.
 */
export function tagActions(image: Image, wanted: ImageChange["tags"]): TagAction[] {
  if (wanted === undefined) return [];
  const set = Object.entries(wanted).filter(([key, value]) => ownValue(image.tags, key) !== value);
  const gone = Object.entries(image.tags).filter(([key]) => !Object.hasOwn(wanted, key));
  const added = set.filter(([key]) => !Object.hasOwn(image.tags, key)).length;
  const create = { action: "create", tags: set.map(toTag) } as const;
  const remove = { action: "delete", tags: gone.map(toTag) } as const;
  const roomFirst = Object.keys(image.tags).length + added > TAG_LIMIT;
  return (roomFirst ? [remove, create] : [create, remove]).filter((action) => action.tags.length > 0);
}

function toTag([key, value]: [string, string]): { key: string; value: string } {
  return { key, value };
}

function textOf(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
