import { type Answer, json, mediaType, type TokenCall } from "../http/answer";
import { refuseGlance, refuseIms } from "../http/envelope";
import type { ImageRecord } from "../images/imageRecord";
import { imageStatus } from "../images/imageRecord";
import { type PatchOperation, patchOperations } from "../images/patchOperations";
import { imsImage } from "./imsImage";
import { normalised } from "./normalised";

/** `PATCH /v2/cloudimages/{id}` (docs/vendors/open-telekom-and-huawei.md#updating-an-image). */
export function updateImage(call: TokenCall, visible: ImageRecord[]): Answer {
  if (mediaType(call) !== "application/json") refuseIms("IMG.0001", "Unsupported Content-Type", 415);
  const operations = patchOperations(call.rawBody, "v2.1");
  if (typeof operations === "string")
    return refuseIms("IMG.0001", `The request message format is invalid: ${operations}`);
  if (operations.length === 0) refuseIms("IMG.0007", "The request body cannot be empty.");
  const image =
    visible.find(({ id }) => id === call.params.id) ?? refuseIms("IMG.0027", "The image ID does not exist.");
  return apply(call, image, operations);
}

const forms: Record<string, "v2.0" | "v2.1"> = {
  "application/openstack-images-v2.1-json-patch": "v2.1",
  "application/openstack-images-v2.0-json-patch": "v2.0",
};

/**
 * The native call insists on its media type, and "only customized attributes, image name, and image description can be
 * modified" (ims_03_0704): `min_ram` is one of Glance's own. Properties that Glance does not define are customized ones.
 */
export function nativeUpdate(call: TokenCall, image: ImageRecord): Answer {
  const form = forms[mediaType(call)] ?? refuseGlance(call, 415, "Unsupported Content-Type");
  const operations = patchOperations(call.rawBody, form);
  if (typeof operations === "string") return refuseGlance(call, 400, operations);
  if (operations.some(({ path }) => path === "min_ram"))
    refuseIms("IMG.0035", "Attribute conflict during modification: attribute min_ram cannot be modified.");
  return apply(call, image, operations);
}

function apply(call: TokenCall, image: ImageRecord, operations: PatchOperation[]): Answer {
  if (image.projectId !== call.project.id) refuseIms("IMG.0047", "Only the owner can operate the image.");
  // "Only active images" (docs/vendors/open-telekom-and-huawei.md#updating-an-image); which code refuses the others is
  // unverified, IMG.0046 says "unavailable".
  if (imageStatus(image, call.now) !== "active" || image.goneFrom !== undefined)
    refuseIms("IMG.0046", "The image is unavailable.");
  // All or nothing: a refused operation leaves the image as it was.
  const changed = operations.reduce(
    (attributes, operation) => changedBy(operation, attributes, image, call),
    image.attributes,
  );
  image.attributes = changed;
  image.changedAt = call.now;
  return json(200, imsImage(image, call.now));
}

function changedBy(
  { op, path, value }: PatchOperation,
  attributes: ImageRecord["attributes"],
  image: ImageRecord,
  call: TokenCall,
): ImageRecord["attributes"] {
  // `max_ram: ""` is how an image without one is shown (docs/vendors/open-telekom-and-huawei.md#the-image-object).
  const has = attributes[path] !== undefined && attributes[path] !== null && attributes[path] !== "";
  const present = has || (path === "enterprise_project_id" && op === "replace");
  // Huawei's Terraform provider falls back from `replace` to `add` on this very code
  // (docs/vendors/open-telekom-and-huawei.md#updating-an-image).
  if (op !== "add" && !present)
    refuseIms("IMG.0035", `Attribute conflict during modification: attribute ${path} does not exist.`);
  if (op === "remove") {
    if (["name", "min_ram"].includes(path)) refuseIms("IMG.0035", `Attribute ${path} cannot be removed.`);
    normalised(path, undefined, image.profile, call);
    const { [path]: _removed, ...rest } = attributes;
    return rest as ImageRecord["attributes"];
  }
  return { ...attributes, [path]: normalised(path, value, image.profile, call) };
}
