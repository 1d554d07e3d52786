// A store of S3's protocol with one bucket, "team-state", as far as the engine uses one to keep its state in. It is as strict
// as OBS where that differs from Amazon's: no `aws-chunked` bodies, and none of Amazon's newer checksums. It knows two access
// keys: stateKey, and stateReaderKey, which only reads.
// It is at the addresses of the example's README: a proxy takes every host to it, and its certificate has their names. As behind
// those, the bucket stands before the host's name, or first in the path.
// A process of its own, for tests wait for commands without looking at anything else. Ends with its standard input.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer as createProxy } from "node:http";
import { createServer } from "node:https";
import { connect } from "node:net";

const BUCKET = "team-state";
const objects = new Map();

const own = (file) => readFileSync(new URL(file, import.meta.url));
const certificate = { key: own("test-store.key"), cert: own("test-store.crt") };

const server = createServer(certificate, async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { status = 200, headers = {}, body = "" } = answer(request, Buffer.concat(chunks));
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(request.method === "HEAD" ? undefined : body);
});

function answer({ method, url, headers }, body) {
  const { pathname, searchParams } = new URL(url, "http://store");
  const isBeforeHost = headers.host.startsWith(`${BUCKET}.`);
  const path = isBeforeHost ? `/${BUCKET}${pathname}` : pathname;
  const [, bucket, ...rest] = path.split("/").map(decodeURIComponent);
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
  const signature = /^AWS4-HMAC-SHA256 Credential=(\w+)\/\d{8}\/([\w-]+)\/s3\/aws4_request,/;
  const [, key, region] = signature.exec(headers.authorization ?? "") ?? [];
  const [, home = "us-east-1"] = /^(?:[\w-]+\.)?obs\.([\w-]+)\./.exec(headers.host) ?? [];
  if (region !== home) return [403, "AuthorizationHeaderMalformed"];
  if (key !== "stateKey" && key !== "stateReaderKey") return [403, "InvalidAccessKeyId"];
  if (key === "stateReaderKey" && method !== "GET" && method !== "HEAD") return [403, "AccessDenied"];
  const newer = Object.keys(headers).some((name) =>
    /^x-amz-(checksum-(crc|sha)|trailer|sdk-checksum)/.test(name),
  );
  if (newer || headers["content-encoding"] === "aws-chunked") return [400, "InvalidArgument"];
  const sent = headers["x-amz-content-sha256"];
  if (sent === "UNSIGNED-PAYLOAD") return undefined; // as clients sign over https
  const hash = createHash("sha256").update(body).digest("hex");
  return sent === hash ? undefined : [400, "XAmzContentSHA256Mismatch"];
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

const proxy = createProxy().on("connect", (_, client) => {
  const store = connect(server.address().port, "127.0.0.1", () => {
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    client.pipe(store).pipe(client);
  });
  store.on("error", () => client.destroy());
  client.on("error", () => store.destroy());
});

server.listen(0, "127.0.0.1", () => proxy.listen(0, "127.0.0.1", () => console.log(proxy.address().port)));
process.stdin.resume().once("end", () => process.exit());
