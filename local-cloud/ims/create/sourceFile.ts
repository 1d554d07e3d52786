import { z } from "zod";
import type { TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";
import { type ObjectRecord, objectIn } from "../../obs/bucketRecord";
import { effectiveSettings } from "../../world/world";

/**
 * Whether an image can be made of a file in OBS, and with which key
 * (docs/vendors/open-telekom-and-huawei.md#attribute-rules, docs/vendors/open-telekom-and-huawei.md#preconditions).
 */

const GiB = 2 ** 30;
/** docs/vendors/open-telekom-and-huawei.md#attribute-rules. */
const LARGEST = { usual: 128 * GiB, quick: 1024 * GiB };

export function sourceFile(
  call: TokenCall,
  url: string | undefined,
  way: keyof typeof LARGEST = "usual",
): ObjectRecord {
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
  if (object.sizeBytes > LARGEST[way]) refuseIms("IMG.0059", "The image file is too large.");
  return object;
}

export function checkKey(call: TokenCall, id: string | undefined): void {
  if (id === undefined) return;
  const { kmsKeys } = effectiveSettings(call.world);
  if (!z.guid().safeParse(id).success || (kmsKeys !== null && !kmsKeys.includes(id)))
    refuseIms("IMG.0095", "The KMS key does not exist.");
}
