import { z } from "zod";
import { type Answer, json, mediaType, type TokenCall } from "./answer";
import { requestedVersion } from "./cinderVersion";
import { microsWithoutZone } from "./clock";
import { refuseCinder } from "./errors";
import { type Attributes, addImage } from "./images";
import { startExport, volumeTypeObject } from "./upload";
import { type VolumeRecord, volumeStatus } from "./volumes";
import { effectiveSettings } from "./world";

/** `os-volume_upload_image` of upstream Cinder (api-openstack.md §2.4, api-huawei-otc.md §5.3). */

const booleanText = ["1", "0", "t", "f", "true", "false", "on", "off", "y", "n", "yes", "no"];
const truthy = ["1", "t", "true", "on", "y", "yes"];
const flag = z
  .union([z.boolean(), z.string().refine((text) => booleanText.includes(text.toLowerCase()))])
  .transform((value) => value === true || truthy.includes(String(value).toLowerCase()));

const plain = z.strictObject({
  image_name: z.string().min(1).max(255),
  force: flag.default(false),
  disk_format: z.enum(["raw", "vmdk", "vdi", "qcow2", "vhd", "vhdx", "ploop"]).default("raw"),
  container_format: z.string().max(255).default("bare"),
});
const since31 = plain.extend({
  visibility: z.enum(["community", "public", "private", "shared"]).default("private"),
  protected: flag.default(false),
});
/** Without visibility, Glance's own default holds. */
type Request = z.infer<typeof plain> & { visibility?: string; protected?: boolean };

export function uploadImage(call: TokenCall, findVolume: () => VolumeRecord): Answer {
  const request = parse(call);
  const volume = findVolume();
  checkVolume(call, volume, request);
  checkCompression(call, volume, request);
  const image = startExport(call.world, volume, imageAttributes(volume, request));
  return json(202, {
    "os-volume_upload_image": {
      id: volume.id,
      updated_at: microsWithoutZone(call.now),
      status: "uploading",
      display_description: volume.description,
      size: volume.sizeGiB,
      volume_type: volumeTypeObject(volume.volumeType, {
        description: "Default Volume Type",
        extra_specs: {},
        qos_specs_id: null,
      }),
      image_id: image.id,
      container_format: request.container_format,
      disk_format: request.disk_format,
      image_name: request.image_name,
      ...(request.visibility === undefined
        ? {}
        : { protected: request.protected, visibility: request.visibility }),
    },
  });
}

function parse(call: TokenCall): Request {
  // Cinder does not even look at a body of another type, and then misses the action.
  if (mediaType(call) !== "application/json") return refuseCinder(400, "Malformed request body");
  let body: unknown;
  try {
    body = JSON.parse(call.rawBody);
  } catch {
    return refuseCinder(400, "Malformed request body");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body) || Object.keys(body).length === 0)
    return refuseCinder(400, "Malformed request body");
  const name = "os-volume_upload_image";
  if (!(name in body)) return refuseCinder(400, `There is no such action: ${Object.keys(body)[0]}.`);
  const fields = requestedVersion(call) >= 1 ? since31 : plain;
  const parsed = z.strictObject({ [name]: fields }).safeParse(body);
  return parsed.success ? (parsed.data[name] as Request) : refuseCinder(400, explain(parsed.error, body));
}

/** In the words of jsonschema, as Cinder gives them. */
function explain(error: z.ZodError, body: object): string {
  const issue = error.issues[0] as z.core.$ZodIssue;
  const field = String(issue.path.at(-1) ?? "");
  if (issue.code === "unrecognized_keys")
    return `Invalid input for field/attribute ${field}. Additional properties are not allowed (${issue.keys
      .map((key) => `'${key}'`)
      .join(", ")} ${issue.keys.length > 1 ? "were" : "was"} unexpected)`;
  const value = issue.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown>)?.[key],
    body,
  );
  if (value === undefined)
    return `Invalid input for field/attribute os-volume_upload_image. '${field}' is a required property`;
  return `Invalid input for field/attribute ${field}. Value: ${String(value)}. ${issue.message}`;
}

function checkVolume(call: TokenCall, volume: VolumeRecord, request: Request): void {
  const forced = request.force && effectiveSettings(call.world).enableForceUpload;
  const status = volumeStatus(volume, call.now);
  if (status !== "available" && !(forced && status === "in-use"))
    refuseCinder(
      400,
      `Invalid volume: Volume ${volume.id} status must be ${forced ? "available or in-use" : "available"}`,
    );
  if (volume.encrypted && (request.disk_format !== "raw" || request.container_format !== "bare"))
    refuseCinder(400, `Invalid volume: encrypted volumes can only be uploaded as raw and bare.`);
  if (!["ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"].includes(request.container_format))
    refuseCinder(
      400,
      `HTTP 400 Bad Request: Invalid container format '${request.container_format}' for image.`,
    );
  if (request.visibility === "public")
    refuseCinder(403, "Policy doesn't allow volume_extension:volume_actions:upload_public to be performed.");
}

/** Looked at when Glance has made the image already, which stays behind; the volume is free again (volume/api.py). */
function checkCompression(call: TokenCall, volume: VolumeRecord, request: Request): void {
  if (request.container_format !== "compressed" || effectiveSettings(call.world).allowCompression) return;
  const { profile, projectId } = volume;
  const attributes = imageAttributes(volume, request);
  addImage(call.world, { profile, projectId, attributes, status: "queued" });
  refuseCinder(400, "Image compression upload disallowed, but container_format is compressed");
}

/** Cinder hands the volume's image properties on, except those that describe the old data. */
function imageAttributes(volume: VolumeRecord, request: Request): Attributes {
  const own = [
    "image_id",
    "image_name",
    "checksum",
    "container_format",
    "disk_format",
    "min_disk",
    "min_ram",
    "size",
  ];
  const properties = Object.entries(volume.imageMetadata).filter(([key]) => !own.includes(key));
  return {
    ...Object.fromEntries(properties),
    name: request.image_name,
    disk_format: request.disk_format,
    container_format: request.container_format,
    visibility: request.visibility ?? "shared",
    protected: request.protected ?? false,
    min_disk: 0,
    min_ram: 0,
  };
}
