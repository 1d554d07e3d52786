import { z } from "zod";
import type { Answer, TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";
import { planJob } from "../jobs/jobRecord";
import { dataImagesOfFiles, fileImageFields } from "./dataImageOfDisk";
import { environment } from "./environment";
import { checkKey, sourceFile } from "./sourceFile";
import {
  checkedFields,
  checkQuota,
  commonParts,
  type JobImageStart,
  memoryAttributes,
  memoryFields,
  startJob,
  withCommonFields,
} from "./startJob";

/**
 * `POST /v2/cloudimages/action` with an `image_url`: a system image, and up to three data images
 * (docs/vendors/open-telekom-and-huawei.md#other-image-creates).
 */
export function createImageOfFile(call: TokenCall, given: Record<string, unknown>): Answer {
  const huawei = call.profile.name === "huaweicloud";
  const request = checkedFields(
    given,
    withCommonFields(call, {
      ...memoryFields,
      image_url: z.string(),
      min_disk: z.unknown().optional(),
      os_type: z.string().optional(),
      os_version: z.string().optional(),
      is_config: z.boolean().optional(),
      is_quick_import: z.boolean().optional(),
      cmk_id: z.string().optional(),
      type: z.string().optional(),
      hw_firmware_type: z.string().optional(),
      ...(huawei ? { architecture: z.string().optional() } : {}),
      data_images: z.array(fileImageFields).max(3).optional(),
    }),
  );
  const parts = commonParts(call, request);
  if (request.is_quick_import && !request.os_version)
    refuseIms("IMG.0166", "The OS version is mandatory for a quick import.");
  const object = sourceFile(call, request.image_url, request.is_quick_import ? "quick" : "usual");
  checkKey(call, request.cmk_id);
  const osType = oneOf(request.os_type ?? "Linux", ["Linux", "Windows", "Other"], "IMG.0122");
  const others = dataImagesOfFiles(call, request.data_images ?? [], {
    name: parts.attributes.name ?? "",
    osType,
  });
  checkQuota(call, 1 + others.length);
  const type = others.length > 0 ? "imsImportOvaImageJob" : "imsImportImageJob";
  const image: JobImageStart = {
    ...parts,
    sizeBytes: object.sizeBytes,
    attributes: {
      ...parts.attributes,
      ...memoryAttributes(request),
      ...environment(request.type),
      ...firmware(request.hw_firmware_type),
      ...architecture((request as { architecture?: string }).architecture),
      min_disk: systemDiskGiB(request.min_disk, huawei ? 40 : 1),
      __os_type: osType,
      ...(request.os_version ? { __os_version: request.os_version } : {}),
      __is_config_init: String(request.is_config ?? false),
      __root_origin: "file",
      __data_origin: `file,${object.bucket}:${object.key}`,
      ...(request.cmk_id === undefined ? {} : { __system__cmkid: request.cmk_id }),
    },
  };
  return startJob(call, { type, run: planJob(call.world, type, object.job) }, image, ...others);
}

const oneOf = (value: string, allowed: string[], code: string): string =>
  allowed.includes(value) ? value : refuseIms(code, `The value ${value} is incorrect.`);

const firmware = (value: string | undefined): object =>
  value === undefined ? {} : { hw_firmware_type: oneOf(value, ["bios", "uefi"], "IMG.0141") };

/** On Huawei Cloud only (docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds). */
const architecture = (value: string | undefined): object =>
  value === undefined ? {} : { __support_arm: String(oneOf(value, ["x86", "arm"], "IMG.0212") === "arm") };

/** Up to 1024; from 1 on OTC, from 40 on Huawei Cloud (docs/vendors/open-telekom-and-huawei.md#attribute-rules). */
function systemDiskGiB(value: unknown, least: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > 1024)
    return refuseIms("IMG.0055", "The memory or disk size is invalid: min_disk.");
  return value;
}
