import { createHash } from "node:crypto";
import type { Answer, Call } from "../http/answer";
import { refuseObs } from "../http/envelope";
import { open, type Route } from "../http/route";
import { type BucketRecord, objectIn } from "./bucketRecord";
import { verifyObsSignature } from "./verifyObsSignature";

/**
 * Object Storage Service: which buckets and objects are there, and whether one is
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

/** The account's, of all regions ("Listing Buckets"): here those of the key's projects. */
function listBuckets(call: Call): Answer {
  const { projects } = verifyObsSignature(call);
  const own = [...call.world.buckets.values()].filter(({ projectId }) =>
    projects.some(({ id }) => id === projectId),
  );
  const at = new Date(call.now).toISOString();
  const buckets = own.map(
    ({ name, region }) =>
      `<Bucket><Name>${name}</Name><CreationDate>${at}</CreationDate><Location>${region}</Location><BucketType>OBJECT</BucketType></Bucket>`,
  );
  return xml("ListAllMyBucketsResult", `<Owner><ID>demo</ID></Owner><Buckets>${buckets.join("")}</Buckets>`);
}

/** In the order of their keys, 1000 a page at most ("Listing Objects in a Bucket"). What exceeds the limit means 1000. */
function listObjects(call: Call): Answer {
  const bucket = bucketOfPath(call);
  const { query } = call;
  const [prefix, marker] = [query.get("prefix") ?? "", query.get("marker") ?? ""];
  const asked = Number(query.get("max-keys") ?? 1000);
  const limit = asked >= 1 && asked <= 1000 ? asked : 1000;
  const matching = [...call.world.objects.values()]
    .filter(({ bucket: name, key }) => name === bucket.name && key.startsWith(prefix) && key > marker)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const shown = matching.slice(0, limit);
  const isTruncated = shown.length < matching.length;
  const contents = shown.map(
    ({ key, sizeBytes, storageClass }) =>
      `<Contents><Key>${escaped(key)}</Key><LastModified>${new Date(call.now).toISOString()}</LastModified><ETag>"0"</ETag><Size>${sizeBytes}</Size><Owner><ID>demo</ID></Owner><StorageClass>${storageClass}</StorageClass></Contents>`,
  );
  const next = isTruncated ? `<NextMarker>${escaped(shown.at(-1)?.key ?? "")}</NextMarker>` : "";
  return xml(
    "ListBucketResult",
    `<Name>${bucket.name}</Name><Prefix>${escaped(prefix)}</Prefix><Marker>${escaped(marker)}</Marker>${next}<MaxKeys>${limit}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>${contents.join("")}`,
  );
}

function xml(root: string, content: string): Answer {
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><${root} xmlns="http://obs.otc.t-systems.com/doc/2016-01-01/">${content}</${root}>`,
  };
}

const escaped = (text: string): string =>
  text.replace(/[&<>\p{Cc}]/gu, (character) => `&#${character.charCodeAt(0)};`);

export const obsRoutes: Route[] = [
  open("obs.listBuckets", "GET /", listBuckets),
  open("obs.listObjects", "GET /{bucket}", listObjects),
  open("obs.headBucket", "HEAD /{bucket}", headBucket),
  open("obs.headObject", "HEAD /{bucket}/{key+}", headObject),
];
