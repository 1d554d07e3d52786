import { z } from "zod";
import type { Answer, TokenCall } from "./answer";
import { type ObjectRecord, objectIn } from "./buckets";
import { refuseIms } from "./errors";
import { checkedFields, commonParts, requestObject, startJob, withCommonFields } from "./imsNewImage";
import { planJob } from "./jobs";
import { effectiveSettings } from "./world";

/** `POST /v1/cloudimages/dataimages/action`: a data image from a file in OBS (seed 004, api-huawei-otc.md §4.2). */
export function createDataImage(call: TokenCall): Answer {
  const request = checkedFields(
    requestObject(call),
    withCommonFields(call, {
      image_url: z.string().optional(),
      min_disk: z.unknown().optional(),
      os_type: z.string().optional(),
      cmk_id: z.string().optional(),
    }),
  );
  const parts = commonParts(call, request);
  const osType = checkOsType(call, request.os_type ?? "Linux");
  const minDisk = checkMinDisk(call, request.min_disk);
  const object = sourceFile(call, request.image_url);
  checkKey(call, request.cmk_id);
  return startJob(call, {
    ...parts,
    type: "imsImportDataImageJob",
    run: planJob(call.world, "imsImportDataImageJob", object.job),
    sizeBytes: object.sizeBytes,
    attributes: {
      ...parts.attributes,
      min_disk: minDisk,
      min_ram: 0,
      max_ram: "",
      __os_type: osType,
      virtual_env_type: "DataImage",
      __root_origin: "file",
      __data_origin: `file,${object.bucket}:${object.key}`,
      ...(request.cmk_id === undefined ? {} : { __system__cmkid: request.cmk_id }),
    },
  });
}

/** Huawei Cloud makes no new Windows data images (§4.7); the code is a guess. */
function checkOsType(call: TokenCall, osType: string): string {
  const allowed = call.profile.name === "huaweicloud" ? ["Linux"] : ["Linux", "Windows"];
  return allowed.includes(osType) ? osType : refuseIms("IMG.0122", "The OS type is invalid.");
}

/** The page says 40 to 2048; OTC's own acceptance test makes one of 1 (§11 row 18). */
function checkMinDisk(call: TokenCall, minDisk: unknown): number {
  if (typeof minDisk !== "number" || !Number.isInteger(minDisk) || minDisk < 1 || minDisk > 2048)
    return refuseIms("IMG.0055", "The memory or disk size is invalid: min_disk.");
  if (minDisk < 40) call.warnings.push("min_disk below the documented 40");
  return minDisk;
}

/** 128 GB (§4.1). */
const LARGEST_BYTES = 128 * 2 ** 30;

function sourceFile(call: TokenCall, url: string | undefined): ObjectRecord {
  const [, bucketName = "", key = ""] = /^([^:]*):(.+)$/s.exec(url ?? "") ?? [];
  if (key === "") refuseIms("IMG.0017", "The image file URL format is incorrect.");
  if (bucketName === "") refuseIms("IMG.0068", "The bucket name is empty.");
  if (/\s/.test(key)) refuseIms("IMG.0175", "The folder or file name cannot contain blanks.");
  const bucket = call.world.buckets.get(bucketName);
  if (bucket?.projectId !== call.project.id) return refuseIms("IMG.0069", "The bucket cannot be accessed.");
  if (bucket.region !== call.profile.region)
    refuseIms("IMG.0058", "The bucket is not in the region of the image.");
  const object = objectIn(call.world, bucketName, key);
  // Seed 004: "The storage class of the OBS bucket must be Standard"; the code of another one is unverified.
  if (
    object === undefined ||
    object.sizeBytes === 0 ||
    bucket.storageClass !== "STANDARD" ||
    object.storageClass !== "STANDARD"
  )
    return refuseIms(
      "IMG.0057",
      "The image file is empty, not found, or in incorrect format, or you do not have enough permission to access the file.",
    );
  if (object.sizeBytes > LARGEST_BYTES) refuseIms("IMG.0059", "The image file is too large.");
  return object;
}

function checkKey(call: TokenCall, id: string | undefined): void {
  if (id === undefined) return;
  const { kmsKeys } = effectiveSettings(call.world);
  if (!z.guid().safeParse(id).success || (kmsKeys !== null && !kmsKeys.includes(id)))
    refuseIms("IMG.0095", "The KMS key does not exist.");
}
