import { createHash } from "node:crypto";
import { type Answer, json, mediaType, noContent, type TokenCall } from "../http/answer";
import { isObject } from "../http/breachOf";
import { done, refuseGlance } from "../http/envelope";
import {
  type Attributes,
  addImage,
  type ImageRecord,
  imageStatus,
  setStatus,
  setTags,
} from "../images/imageRecord";
import { checkSchema, checkTags, checkValues, denied, isReserved } from "./checkSchema";
import { glanceImage } from "./glanceImage";
import { readOnly } from "./imageSchema";

/** `POST /v2/images`, and the data of the image after it (glance/api/v2/images.py, image_data.py). */

export function createImage(call: TokenCall): Answer {
  const fields = fieldsOf(call);
  for (const name of readOnly)
    if (name in fields) refuseGlance(call, 403, `Attribute '${name}' is read-only.`);
  checkSchema(call, fields);
  const { id, owner = call.project.id, tags = [], ...attributes } = fields as New;
  if (owner !== call.project.id && !call.admin)
    refuseGlance(call, 403, `You are not permitted to create images owned by '${owner}'.`);
  checkValues(call, fields);
  const reserved = Object.keys(fields).find(isReserved);
  if (reserved) refuseGlance(call, 403, denied, `Attribute '${reserved}' is reserved.`);
  // Glance keeps the ids of deleted images.
  if (id && call.world.images.has(id)) refuseGlance(call, 409, `Image ID ${id} already exists!`);
  const image = addImage(call.world, {
    ...(id && { id }),
    profile: "openstack",
    projectId: owner,
    status: "queued",
    attributes: { ...plain, ...attributes },
  });
  // The image is written before its tags, and stays.
  checkTags(call, tags);
  setTags(call.world, image, [...new Set(tags)]);
  return json(201, glanceImage(image, call.now), {
    location: `${call.world.origin}/glance/v2/images/${image.id}`,
    "openstack-image-import-methods": "glance-direct",
  });
}

type New = { id?: string; owner?: string; tags?: string[] } & Record<string, unknown>;

const plain: Attributes = {
  name: null,
  disk_format: null,
  container_format: null,
  visibility: "shared",
  protected: false,
  os_hidden: false,
  min_disk: 0,
  min_ram: 0,
};

/** The type of the body is not looked at. */
function fieldsOf(call: TokenCall): Record<string, unknown> {
  if (call.rawBody === "") return refuseGlance(call, 400, "Body expected in request.");
  let body: unknown;
  try {
    body = JSON.parse(call.rawBody);
  } catch {
    return refuseGlance(call, 400, "Malformed JSON in request body.");
  }
  if (isObject(body)) return body;
  const words = "The server has either erred or is incapable of performing the requested operation.";
  return refuseGlance(call, 500, words);
}

/** Of the data, size and hashes are kept. */
export function uploadData(call: TokenCall, image: ImageRecord): Answer {
  const type = mediaType(call);
  if (type !== "application/octet-stream")
    refuseGlance(call, 415, `The request media type ${type} is not supported by this server.\n`);
  for (const name of ["disk_format", "container_format"])
    if (image.attributes[name] === null)
      refuseGlance(call, 400, `Properties ${noFormats(image)} must be set prior to saving data.`);
  const status = imageStatus(image, call.now);
  if (status !== "queued")
    refuseGlance(call, 409, `Image status transition from ${status} to saving is not allowed`);
  image.data = call.rawBody;
  image.sizeBytes = Buffer.byteLength(call.rawBody);
  image.virtualSizeBytes = image.sizeBytes;
  setStatus(image, "active", call.now);
  return done();
}

const noFormats = ({ attributes }: ImageRecord): string =>
  ["disk_format", "container_format"].filter((name) => attributes[name] === null).join(", ");

export function downloadData(call: TokenCall, image: ImageRecord): Answer {
  const status = imageStatus(image, call.now);
  if (status === "deactivated" && !call.admin)
    refuseGlance(call, 403, "The requested image has been deactivated. Image data download is forbidden.");
  // Only data that was uploaded is there; the copies of volumes are made of nothing.
  if (status !== "active" || image.data === undefined) return noContent();
  return {
    status: 200,
    headers: {
      "content-type": "application/octet-stream",
      "content-md5": createHash("md5").update(image.data).digest("hex"),
    },
    body: image.data,
  };
}
