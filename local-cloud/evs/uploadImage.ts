import { z } from "zod";
import { type Answer, json, mediaType, type TokenCall } from "../http/answer";
import { refuseEvs } from "../http/envelope";
import { imageName } from "../images/imageName";
import type { Attributes } from "../images/imageRecord";
import { startExport, volumeTypeObject } from "../volumes/startExport";
import { type VolumeRecord, volumeStatus } from "../volumes/volumeRecord";
import { microsWithoutZone } from "../world/clock";
import type { ProfileName } from "../world/profile";

/** `os-volume_upload_image` of EVS (docs/vendors/open-telekom-and-huawei.md#exporting-a-volume). */

const action = (profile: ProfileName) =>
  z.strictObject({
    "os-volume_upload_image": z.strictObject({
      image_name: imageName(profile),
      force: z.boolean().default(false),
      container_format: z.enum(["ami", "ari", "aki", "ovf", "bare"]).default("bare"),
      // The request table says zvhd2, the response table vhd
      // (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
      disk_format: z.enum(["vhd", "zvhd", "zvhd2", "raw", "qcow2"]).default("zvhd2"),
      __os_type: z.enum(["windows", "linux"]).default("linux"),
    }),
  });
type Request = z.infer<ReturnType<typeof action>>["os-volume_upload_image"];

export function uploadImage(call: TokenCall, findVolume: () => VolumeRecord): Answer {
  const request = parse(call);
  const volume = findVolume();
  checkStatus(volume, volumeStatus(volume, call.now), request.force);
  // Huawei's 2024 pages: no disk above 1 TiB (docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds,
  // docs/vendors/open-telekom-and-huawei.md#volumes); the error they give is unverified.
  if (call.profile.name === "huaweicloud" && volume.sizeGiB > 1024)
    refuseEvs(400, "EVS.5400", `Invalid volume: Volume ${volume.id} size must not be larger than 1024 GB`);
  const image = startExport(call.world, volume, imageAttributes(volume, request, call.now));
  return json(202, {
    "os-volume_upload_image": {
      status: "uploading",
      size: volume.sizeGiB,
      id: volume.id,
      image_id: image.id,
      image_name: request.image_name,
      volume_type: volumeTypeObject(volume.volumeType, {
        description: "None",
        extra_specs: { volume_backend_name: "<or> iaas blockstorage_SSD", "XX:availability_zone": "az-dc-1" },
      }),
      container_format: request.container_format,
      disk_format: request.disk_format,
      display_description: volume.description ?? "",
      updated_at: microsWithoutZone(call.now),
    },
  });
}

function parse(call: TokenCall): Request {
  if (mediaType(call) !== "application/json") refuseEvs(415, "EVS.5415", "Unsupported Content-Type");
  let body: unknown;
  try {
    body = JSON.parse(call.rawBody);
  } catch {
    return refuseEvs(400, "EVS.5400", "Malformed request body.");
  }
  const names = typeof body === "object" && body !== null && !Array.isArray(body) ? Object.keys(body) : [];
  if (names.length === 0) refuseEvs(400, "EVS.5400", "Malformed request body.");
  if (!names.includes("os-volume_upload_image"))
    refuseEvs(400, "EVS.5400", `There is no such action: ${names.join(", ")}.`);
  const parsed = action(call.profile.name).safeParse(body);
  if (parsed.success) return parsed.data["os-volume_upload_image"];
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  return refuseEvs(
    400,
    "EVS.5400",
    `Invalid input for field/attribute ${issue.path.map(String).at(-1)}: ${issue.message}`,
  );
}

/**
 * EVS enforces `force`; that servers must be stopped is only asked for in its pages
 * (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
 */
function checkStatus(volume: VolumeRecord, status: string, force: boolean): void {
  if (status === "available" || (force && status === "in-use")) return;
  const wanted = force ? "available or in-use" : "available";
  // Which code a busy disk gives is unverified (docs/vendors/open-telekom-and-huawei.md#evs-error-codes); this is the
  // page's best guess.
  refuseEvs(
    400,
    "EVS.5400",
    `Invalid volume: Volume ${volume.id} status must be ${wanted}, but current status is: ${status}.`,
  );
}

function imageAttributes(volume: VolumeRecord, request: Request, now: number): Attributes {
  const own = volume.imageMetadata.__os_type;
  const osType = own ?? (volumeStatus(volume, now) === "available" ? request.__os_type : "linux");
  return {
    name: request.image_name,
    disk_format: request.disk_format,
    container_format: request.container_format,
    visibility: "private",
    protected: false,
    min_disk: volume.sizeGiB,
    min_ram: 0,
    __os_type: /^windows$/i.test(osType) ? "Windows" : "Linux",
    __os_version: volume.imageMetadata.__os_version ?? "Other Linux(64 bit)",
    __platform: volume.imageMetadata.__platform ?? "Other",
    // That an export of a data disk is a data image is not documented for this call: a choice.
    virtual_env_type: volume.bootable ? "FusionCompute" : "DataImage",
    __data_origin: `volume,${volume.id}`,
    ...(volume.encrypted ? { __system__cmkid: "7b0b1d55-0000-4000-8000-00000000c3c3" } : {}),
  };
}
