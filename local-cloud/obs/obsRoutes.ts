import { createHash } from "node:crypto";
import type { Answer, Call } from "../http/answer";
import { refuseObs } from "../http/envelope";
import { open, type Route } from "../http/route";
import { type BucketRecord, objectIn } from "./bucketRecord";
import { verifyObsSignature } from "./verifyObsSignature";

/**
 * Object Storage Service: whether a bucket and an object are there
 * (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects). With the bucket in the path, as its
 * SDKs do where the host is an address; a bucket's own host name cannot lead to a loopback server.
 */

function bucketOfPath(call: Call): BucketRecord {
  const { projects } = verifyObsSignature(call);
  const bucket =
    call.world.buckets.get(call.params.bucket ?? "") ??
    refuseObs(call, 404, "NoSuchBucket", "The specified bucket does not exist.");
  if (!projects.some(({ id }) => id === bucket.projectId))
    refuseObs(call, 403, "AccessDenied", "Access Denied");
  return bucket;
}

function headBucket(call: Call): Answer {
  const { region, storageClass } = bucketOfPath(call);
  return {
    status: 200,
    headers: {
      "x-obs-bucket-location": region,
      "x-obs-storage-class": storageClass,
      "x-obs-version": "3.0",
      "x-obs-bucket-type": "OBJECT",
    },
    body: "",
  };
}

/** From the path as it arrived: slashes at the end and side by side are part of a key. */
const keyOf = ({ rest }: Call): string => {
  const key = rest.split("/").slice(2).join("/");
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
};

/**
 * `x-obs-storage-class` is absent for STANDARD
 * (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
 */
function headObject(call: Call): Answer {
  const bucket = bucketOfPath(call);
  const object =
    objectIn(call.world, bucket.name, keyOf(call)) ??
    refuseObs(call, 404, "NoSuchKey", "The specified key does not exist.");
  return {
    status: 200,
    headers: {
      "content-length": String(object.sizeBytes),
      "content-type": "binary/octet-stream",
      etag: `"${createHash("md5").update(`${object.bucket}:${object.key}`).digest("hex")}"`,
      "last-modified": new Date(call.now).toUTCString(),
      ...(object.storageClass === "STANDARD" ? {} : { "x-obs-storage-class": object.storageClass }),
    },
    body: "",
  };
}

export const obsRoutes: Route[] = [
  open("obs.headBucket", "HEAD /{bucket}", headBucket),
  open("obs.headObject", "HEAD /{bucket}/{key+}", headObject),
];
