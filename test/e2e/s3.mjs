// A store of S3's protocol with one bucket, "team-state", as far as the engine uses one to keep its state in. It is as strict
// as OBS where that differs from Amazon's: no `aws-chunked` bodies, and none of Amazon's newer checksums. It knows two access
// keys: stateKey, and stateReaderKey, which only reads.
// A process of its own, for tests wait for commands without looking at anything else. Ends with its standard input.
import { createHash } from "node:crypto";
import { createServer } from "node:http";

const BUCKET = "team-state";
const objects = new Map();

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { status = 200, headers = {}, body = "" } = answer(request, Buffer.concat(chunks));
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(request.method === "HEAD" ? undefined : body);
});

function answer({ method, url, headers }, body) {
  const { pathname, searchParams } = new URL(url, "http://store");
  const [, bucket, ...rest] = pathname.split("/").map(decodeURIComponent);
  const key = rest.join("/");
  const refusal = refusalOf(method, headers, body);
  if (refusal) return failure(...refusal);
  if (bucket !== BUCKET) return failure(404, "NoSuchBucket");
  if (key === "") return method === "GET" ? list(searchParams) : failure(405, "MethodNotAllowed");
  if (method === "PUT") return put(key, headers["x-amz-copy-source"], body);
  if (method === "DELETE") {
    objects.delete(key);
    return { status: 204 };
  }
  const object = objects.get(key);
  if (object === undefined) return failure(404, "NoSuchKey");
  return { body: object, headers: { etag: etagOf(object), "last-modified": new Date(0).toUTCString() } };
}

function refusalOf(method, headers, body) {
  const signature = /^AWS4-HMAC-SHA256 Credential=(\w+)\/\d{8}\/eu-de\/s3\/aws4_request,/;
  const [, key] = signature.exec(headers.authorization ?? "") ?? [];
  if (key !== "stateKey" && key !== "stateReaderKey") return [403, "InvalidAccessKeyId"];
  if (key === "stateReaderKey" && method !== "GET" && method !== "HEAD") return [403, "AccessDenied"];
  const newer = Object.keys(headers).some((name) =>
    /^x-amz-(checksum-(crc|sha)|trailer|sdk-checksum)/.test(name),
  );
  if (newer || headers["content-encoding"] === "aws-chunked") return [400, "InvalidArgument"];
  const hash = createHash("sha256").update(body).digest("hex");
  return headers["x-amz-content-sha256"] === hash ? undefined : [400, "XAmzContentSHA256Mismatch"];
}

function put(key, source, body) {
  const [, from] = /^\/?team-state\/(.+)$/.exec(decodeURIComponent(source ?? "")) ?? [];
  if (source !== undefined && !objects.has(from)) return failure(404, "NoSuchKey");
  const object = source === undefined ? body : objects.get(from);
  objects.set(key, object);
  const copied = `<CopyObjectResult><ETag>${etagOf(object)}</ETag></CopyObjectResult>`;
  return { headers: { etag: etagOf(object) }, body: source === undefined ? "" : copied };
}

function list(parameters) {
  const [prefix, delimiter] = [parameters.get("prefix") ?? "", parameters.get("delimiter") ?? ""];
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  const folderOf = (key) => {
    const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    return at < 0 ? undefined : key.slice(0, at + 1);
  };
  const files = keys.filter((key) => folderOf(key) === undefined);
  const folders = [...new Set(keys.flatMap((key) => folderOf(key) ?? []))];
  const contents = files.map((key) => {
    const object = objects.get(key);
    const about = `<ETag>${etagOf(object)}</ETag><Size>${object.length}</Size>`;
    return `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>${about}</Contents>`;
  });
  const prefixes = folders.map((folder) => `<CommonPrefixes><Prefix>${folder}</Prefix></CommonPrefixes>`);
  const body = [...contents, ...prefixes, "<IsTruncated>false</IsTruncated>"].join("");
  return { body: `<ListBucketResult>${body}</ListBucketResult>` };
}

function etagOf(object) {
  return `"${createHash("md5").update(object).digest("hex")}"`;
}

function failure(status, code) {
  return { status, body: `<Error><Code>${code}</Code><Message>${code}</Message></Error>` };
}

server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume().once("end", () => process.exit());
