import { type Answer, json, mediaType, type TokenCall } from "../http/answer";
import { refuseGlance } from "../http/envelope";
import { type Attributes, type ImageRecord, imageStatus, setTags } from "../images/imageRecord";
import { type PatchOperation, patchOperations } from "../images/patchOperations";
import { checkSchema, checkTags, checkValues, denied, isReserved } from "./checkSchema";
import { glanceImage } from "./glanceImage";
import { ofEachImage, readOnly } from "./imageSchema";

/** `PATCH /v2/images/{id}` in any state of the image (docs/vendors/openstack.md#glance; glance/api/v2/images.py). */

const forms: Record<string, "v2.0" | "v2.1"> = {
  "application/openstack-images-v2.1-json-patch": "v2.1",
  "application/openstack-images-v2.0-json-patch": "v2.0",
};
const onlyWhileQueued = ["disk_format", "container_format"];

export function updateImage(call: TokenCall, findImage: () => ImageRecord): Answer {
  const operations = operationsOf(call);
  const image = findImage();
  // All or nothing: the image is saved only after every operation has passed; but tags are written after the rest.
  let attributes: Attributes & { tags?: string[]; owner?: string } = { ...image.attributes };
  for (const operation of operations) attributes = changed(call, image, attributes, operation);
  const { tags, owner, ...rest } = attributes;
  image.attributes = rest as Attributes;
  image.changedAt = call.now;
  if (owner) image.projectId = owner;
  if (tags) {
    checkTags(call, tags);
    setTags(call.world, image, [...new Set(tags)]);
  }
  return json(200, glanceImage(image, call.now));
}

/** Before the image is looked for: what the request says by itself. */
function operationsOf(call: TokenCall): PatchOperation[] {
  const type = mediaType(call) || "text/plain";
  const form = forms[type];
  if (!form)
    return refuseGlance(call, 415, `The request media type ${type} is not supported by this server.\n`, "", {
      "accept-patch": Object.keys(forms).reverse().join(", "),
    });
  const operations = patchOperations(call.rawBody, form);
  if (typeof operations === "string") return refuseGlance(call, 400, operations);
  for (const { op, path, value } of operations) {
    if (path.includes("/"))
      return refuseGlance(call, 400, `Invalid JSON pointer for this resource: '/${path}'`);
    if (path === "id" || readOnly.includes(path))
      return refuseGlance(call, 403, `Attribute '${path}' is read-only.`);
    if (isReserved(path)) return refuseGlance(call, 403, `Attribute '${path}' is reserved.`);
    if (op !== "remove") checkSchema(call, { [path]: value });
  }
  return operations;
}

function changed(
  call: TokenCall,
  image: ImageRecord,
  attributes: Attributes,
  { op, path, value }: PatchOperation,
): Attributes {
  const isOwn = ofEachImage.includes(path);
  if (op !== "add" && !isOwn && !(path in attributes))
    return refuseGlance(
      call,
      409,
      "There was a conflict when trying to complete your request.",
      `Property ${path} does not exist.`,
    );
  if (op === "remove") {
    if (isOwn) return refuseGlance(call, 403, denied, `Property ${path} may not be removed.`);
    const { [path]: _removed, ...rest } = attributes;
    return rest as Attributes;
  }
  if (path === "owner" && !call.admin)
    return refuseGlance(call, 403, denied, "Owner can't be updated by non admin.");
  if (path === "locations") return refuseGlance(call, 403, denied, "Cannot set locations to empty list.");
  if (onlyWhileQueued.includes(path) && imageStatus(image, call.now) !== "queued")
    return refuseGlance(call, 403, `Attribute ${path} can be only replaced for a queued image.`);
  if (attributes[path] !== value) checkValues(call, { [path]: value });
  return { ...attributes, [path]: value };
}
