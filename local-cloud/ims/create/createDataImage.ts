import { z } from "zod";
import type { Answer, TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";
import { planJob } from "../jobs/jobRecord";
import { checkKey, sourceFile } from "./sourceFile";
import { checkedFields, commonParts, requestObject, startJob, withCommonFields } from "./startJob";

/**
 * `POST /v1/cloudimages/dataimages/action`: a data image from a file in OBS
 * (docs/vendors/open-telekom-and-huawei.md#data-image-from-an-object).
 */
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
  const type = "imsImportDataImageJob";
  return startJob(
    call,
    { type, run: planJob(call.world, type, object.job) },
    {
      ...parts,
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
    },
  );
}

/**
 * Huawei Cloud makes no new Windows data images
 * (docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds); the code is a guess.
 */
function checkOsType(call: TokenCall, osType: string): string {
  const allowed = call.profile.name === "huaweicloud" ? ["Linux"] : ["Linux", "Windows"];
  return allowed.includes(osType) ? osType : refuseIms("IMG.0122", "The OS type is invalid.");
}

/**
 * The page says 40 to 2048; OTC's own acceptance test makes one of 1
 * (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
 */
function checkMinDisk(call: TokenCall, minDisk: unknown): number {
  if (typeof minDisk !== "number" || !Number.isInteger(minDisk) || minDisk < 1 || minDisk > 2048)
    return refuseIms("IMG.0055", "The memory or disk size is invalid: min_disk.");
  if (minDisk < 40) call.warnings.push("min_disk below the documented 40");
  return minDisk;
}
