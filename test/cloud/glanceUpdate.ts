import { z } from "zod";
import { type Answer, json, mediaType, type TokenCall } from "./answer";
import { refuseGlance } from "./errors";
import { glanceImage } from "./glanceImage";
import { type Attributes, type ImageRecord, imageStatus, setTags } from "./images";
import { type PatchOperation, patchOperations } from "./jsonPatch";

/** `PATCH /v2/images/{id}` in any state of the image (api-openstack.md §2.5; glance/api/v2/images.py). */

const forms: Record<string, "v2.0" | "v2.1"> = {
  "application/openstack-images-v2.1-json-patch": "v2.1",
  "application/openstack-images-v2.0-json-patch": "v2.0",
};

const count = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const base: Record<string, z.ZodType> = {
  name: z.string().max(255).nullable(),
  visibility: z.enum(["community", "public", "private", "shared"]),
  protected: z.boolean(),
  os_hidden: z.boolean(),
  min_ram: count,
  min_disk: count,
  tags: z.array(z.string().max(255)),
};
const readOnly = [
  "id",
  "status",
  "checksum",
  "size",
  "virtual_size",
  "created_at",
  "updated_at",
  "self",
  "file",
  "schema",
  "direct_url",
  "os_hash_algo",
  "os_hash_value",
];
const onlyWhileQueued = ["disk_format", "container_format"];

export function updateImage(call: TokenCall, image: ImageRecord): Answer {
  const form = forms[mediaType(call)];
  if (!form) return refuseGlance(call, 415, "Unsupported Content-Type");
  const operations = patchOperations(call.rawBody, form);
  if (typeof operations === "string") return refuseGlance(call, 400, operations);
  // All or nothing: the image is saved only after every operation has passed.
  let attributes: Attributes & { tags?: string[] } = { ...image.attributes };
  for (const operation of operations) attributes = changed(call, image, attributes, operation);
  const { tags, ...rest } = attributes;
  image.attributes = rest as Attributes;
  image.changedAt = call.now;
  if (tags) setTags(call.world, image, [...new Set(tags)]);
  return json(200, glanceImage(image, call.now));
}

function changed(
  call: TokenCall,
  image: ImageRecord,
  attributes: Attributes,
  { op, path, value }: PatchOperation,
): Attributes {
  if (path.includes("/"))
    return refuseGlance(call, 400, `Invalid JSON pointer for this resource: '/${path}'`);
  if (readOnly.includes(path)) return refuseGlance(call, 403, `Attribute '${path}' is read-only.`);
  if (path === "owner")
    return refuseGlance(call, 403, "You are not authorized to complete modify_image action.");
  if (path === "locations")
    return refuseGlance(call, 403, "It's not allowed to update locations if locations are invisible.");
  if (onlyWhileQueued.includes(path) && imageStatus(image, call.now) !== "queued")
    return refuseGlance(call, 403, `Attribute ${path} can be only replaced for a queued image.`);
  if (op === "remove") return removed(call, attributes, path);
  if (op === "replace" && !(path in base) && !onlyWhileQueued.includes(path) && !(path in attributes))
    return refuseGlance(call, 409, `Property ${path} does not exist.`);
  if (path === "visibility" && value === "public" && attributes.visibility !== "public")
    return refuseGlance(call, 403, "You are not authorized to complete publicize_image action.");
  const parsed = (base[path] ?? z.string().max(65535)).safeParse(value);
  if (!parsed.success)
    return refuseGlance(
      call,
      400,
      `Provided object does not match schema 'image': ${JSON.stringify(value)}: ${parsed.error.issues[0]?.message}. ` +
        `Failed validating property: ${path}`,
    );
  return { ...attributes, [path]: parsed.data };
}

function removed(call: TokenCall, attributes: Attributes, path: string): Attributes {
  if (path in base || onlyWhileQueued.includes(path))
    return refuseGlance(call, 403, `Property ${path} may not be removed.`);
  if (!(path in attributes)) return refuseGlance(call, 409, `Property ${path} does not exist.`);
  const { [path]: _removed, ...rest } = attributes;
  return rest as Attributes;
}
