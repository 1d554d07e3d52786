import { containerFormat } from "../glance/imageSchema";
import { type Answer, json, type TokenCall } from "../http/answer";
import { breachOf, type Schema } from "../http/breachOf";
import { refuseCinder } from "../http/envelope";
import { type Attributes, addImage } from "../images/imageRecord";
import { startExport, volumeTypeObject } from "../volumes/startExport";
import { type VolumeRecord, volumeStatus } from "../volumes/volumeRecord";
import { microsWithoutZone } from "../world/clock";
import { effectiveSettings } from "../world/world";
import { checkFields } from "./requestedAction";
import { requestedVersion } from "./requestedVersion";

/**
 * `os-volume_upload_image` of upstream Cinder (docs/vendors/openstack.md#cinder,
 * docs/vendors/openstack.md#exporting-a-volume).
 */

const truthy = [true, "True", "TRUE", "true", "1", "ON", "On", "on", "YES", "Yes", "yes", "y", "t"];
const falsy = [false, "False", "FALSE", "false", "0", "OFF", "Off", "off", "NO", "No", "no", "n", "f"];
const flag: Schema = { type: ["boolean", "string"], enum: [...truthy, ...falsy] };

const plain: Schema = {
  type: "object",
  properties: {
    image_name: { type: "string", minLength: 1, maxLength: 255 },
    force: flag,
    disk_format: { type: "string", enum: ["raw", "vmdk", "vdi", "qcow2", "vhd", "vhdx", "ploop"] },
    container_format: { type: ["string", "null"], minLength: 0, maxLength: 255 },
  },
  required: ["image_name"],
  additionalProperties: false,
};
const since31: Schema = {
  ...plain,
  properties: {
    ...plain.properties,
    visibility: { type: "string", enum: ["community", "public", "private", "shared"] },
    protected: flag,
  },
};

interface Request {
  readonly image_name: string;
  readonly force: boolean;
  readonly disk_format: string;
  readonly container_format: string;
  readonly visibility: string;
  readonly protected: boolean;
}

export function uploadImage(call: TokenCall, given: unknown, findVolume: () => VolumeRecord): Answer {
  const request = parse(call, given);
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
      protected: request.protected,
      visibility: request.visibility,
    },
  });
}

export const uploadAction = "os-volume_upload_image";

function parse(call: TokenCall, given: unknown): Request {
  const version = requestedVersion(call);
  checkFields(version >= 1 ? since31 : plain, uploadAction, given);
  const fields = given as Partial<Record<keyof Request, string>>;
  return {
    image_name: fields.image_name ?? "",
    force: truthy.includes(fields.force ?? ""),
    disk_format: fields.disk_format ?? "raw",
    container_format: fields.container_format ?? "bare",
    // Before 3.1 Glance's own default holds.
    visibility: fields.visibility ?? (version >= 1 ? "private" : "shared"),
    protected: truthy.includes(fields.protected ?? ""),
  };
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
  const { image_name: name, container_format: container } = request;
  // Glance's own words, for Cinder asks it for the image now.
  const breach = breachOf(containerFormat, container, [], ["properties", "container_format"]);
  if (breach)
    refuseCinder(400, `Unable to set 'container_format' to '${container}'. Reason: ${breach.printed}`);
  if (/[\u{10000}-\u{10ffff}]/u.test(name))
    refuseCinder(400, "HTTP 400 Bad Request: Name can&#x27;t contain 4 byte unicode characters.");
  if (request.visibility === "public" && !call.admin)
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
    visibility: request.visibility,
    protected: request.protected,
    min_disk: 0,
    min_ram: 0,
  };
}
