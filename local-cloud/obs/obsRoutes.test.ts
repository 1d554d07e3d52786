import { createHmac } from "node:crypto";
import { type EntryName, type LocalCloud, startCloud } from "../index";
import { type Reply, send, signIn } from "../testing/testClient";

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startCloud();
  cloud.addBucket({ name: "lab" });
  cloud.addObject({ bucket: "lab", key: "exports/disk 1.qcow2", sizeBytes: 5_000_000_000 });
});
afterEach(() => cloud.close());

interface Keys {
  access: string;
  secret: string;
  token?: string | undefined;
}
const keysOf = (entry: EntryName): Keys => {
  const { access_key = "", secret_key = "", security_token } = cloud.credentials[entry].auth;
  return { access: access_key, secret: secret_key, token: security_token };
};

/** Signs as the page of OBS says, without sharing a line with the cloud. */
function head(
  path: string,
  { access, secret, token }: Keys = keysOf("otc-aksk"),
  {
    at = Date.now(),
    resource = path,
    method = "HEAD",
  }: { at?: number; resource?: string; method?: string } = {},
): Promise<Reply> {
  const date = new Date(at).toUTCString();
  const tokenLine = token ? `x-obs-security-token:${token}\n` : "";
  const text = `${method}\n\n\n\nx-obs-date:${date}\n${tokenLine}${resource}`;
  return send(method, `${cloud.endpoints.obs}${path}`, undefined, {
    authorization: `OBS ${access}:${createHmac("sha1", secret).update(text).digest("base64")}`,
    "x-obs-date": date,
    ...(token ? { "x-obs-security-token": token } : {}),
  });
}
const code = ({ status, headers }: Reply) => [status, headers.get("x-obs-error-code")];

test("a bucket has its region and storage class in its headers", async () => {
  const reply = await head("/lab", undefined, { resource: "/lab/" });
  expect([reply.status, reply.body]).toEqual([200, ""]);
  expect(reply.headers.get("x-obs-bucket-location")).toBe("eu-de");
  expect(reply.headers.get("x-obs-storage-class")).toBe("STANDARD");
  expect(reply.headers.get("x-obs-request-id")).toMatch(/^[0-9a-f]{32}$/);
});

test("an object has its size in its headers, and its storage class where that is not the usual one", async () => {
  const reply = await head("/lab/exports/disk%201.qcow2");
  expect([reply.status, reply.headers.get("content-length")]).toEqual([200, "5000000000"]);
  expect(reply.headers.get("etag")).toMatch(/^"[0-9a-f]{32}"$/);
  expect(reply.headers.get("x-obs-storage-class")).toBeNull();
  cloud.addObject({ bucket: "lab", key: "old/", storageClass: "COLD" });
  expect((await head("/lab/old/")).headers.get("x-obs-storage-class")).toBe("COLD");
});

test("what is not there is 404, without a body", async () => {
  expect(code(await head("/nope", undefined, { resource: "/nope/" }))).toEqual([404, "NoSuchBucket"]);
  const reply = await head("/lab/nope");
  expect([...code(reply), reply.body]).toEqual([404, "NoSuchKey", ""]);
});

test("temporary keys need their token, also those that were given out for a token of IAM", async () => {
  const keys = keysOf("otc-aksk-temporary");
  expect((await head("/lab/", keys)).status).toBe(200);
  expect((await head("/lab/", { ...keys, token: undefined })).status).toBe(403);
  const client = await signIn(cloud, "otc");
  const { body } = await client.send("POST", `${cloud.endpoints.iam}/v3.0/OS-CREDENTIAL/securitytokens`, {
    auth: { identity: { methods: ["token"], token: { id: client.token, duration_seconds: 900 } } },
  });
  const { access, secret, securitytoken: token } = body.credential;
  expect((await head("/lab/", { access, secret, token })).status).toBe(200);
});

test("a wrong signature, an unknown key and a wrong clock are refused", async () => {
  const keys = keysOf("otc-aksk");
  expect(code(await head("/lab/", { ...keys, secret: "x" }))).toEqual([403, "SignatureDoesNotMatch"]);
  expect(code(await head("/lab/", keys, { resource: "/lab" }))).toEqual([403, "SignatureDoesNotMatch"]);
  expect(code(await head("/lab/", { ...keys, access: "x" }))).toEqual([403, "InvalidAccessKeyId"]);
  expect(code(await head("/lab/", keys, { at: Date.now() - 16 * 60_000 }))).toEqual([
    403,
    "RequestTimeTooSkewed",
  ]);
});

test("buckets of others, and tokens of IAM, are of no use", async () => {
  expect(code(await head("/lab/", keysOf("otc-swiss-aksk")))).toEqual([403, "AccessDenied"]);
  const client = await signIn(cloud, "otc");
  expect(code(await client.send("HEAD", `${cloud.endpoints.obs}/lab/`))).toEqual([403, "AccessDenied"]);
});

test("what changes something is not played, and said in XML", async () => {
  const reply = await send("PUT", `${cloud.endpoints.obs}/lab`);
  expect([reply.status, reply.headers.get("content-type")]).toEqual([405, "application/xml"]);
  expect(reply.body).toContain("<Code>MethodNotAllowed</Code>");
});

test("the log has the route and none of the secrets", async () => {
  await head("/lab/", keysOf("otc-aksk-temporary"));
  expect(cloud.requests().at(-1)).toMatchObject({
    route: "obs.headBucket",
    profile: "otc",
    headers: { authorization: "***", "x-obs-security-token": "***" },
  });
});

test("faults speak the language of OBS", async () => {
  cloud.addFault({ route: "obs.*", kind: "status", status: 503 });
  expect(code(await head("/lab/"))).toEqual([503, "ServiceUnavailable"]);
  cloud.addFault({ route: "obs.*", kind: "unauthorized" });
  expect(code(await head("/lab/"))).toEqual([403, "AccessDenied"]);
});

test("buckets are listed with their regions, those of others are not, and a list has to be signed", async () => {
  cloud.addBucket({ name: "far", region: "eu-nl" });
  cloud.addBucket({ name: "theirs", profile: "huaweicloud" });
  const { status, body: text } = await head("/", undefined, { method: "GET" });
  expect(status).toBe(200);
  expect(
    [...text.matchAll(/<Name>(.*?)<\/Name>.*?<Location>(.*?)<\/Location>/g)].map(([, ...found]) => found),
  ).toEqual([
    ["lab", "eu-de"],
    ["far", "eu-nl"],
  ]);
  const unsigned = await head("/", undefined, { method: "GET", resource: "/lab" });
  expect(unsigned.body).toContain("SignatureDoesNotMatch");
});

test("objects are listed by their keys, from a marker on, and a query is not signed", async () => {
  for (const key of ["b&c", "a/1", "a/2"]) cloud.addObject({ bucket: "lab", key });
  const list = async (query: string) => {
    const { body: text } = await head(`/lab/${query}`, undefined, { method: "GET", resource: "/lab/" });
    return [
      [...text.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key),
      /<NextMarker>(.*?)</.exec(text)?.[1],
    ];
  };
  expect(await list("")).toEqual([["a/1", "a/2", "b&#38;c", "exports/disk 1.qcow2"], undefined]);
  expect(await list("?max-keys=2")).toEqual([["a/1", "a/2"], "a/2"]);
  expect(await list("?max-keys=2&marker=a/2")).toEqual([["b&#38;c", "exports/disk 1.qcow2"], undefined]);
  expect(await list("?prefix=a/")).toEqual([["a/1", "a/2"], undefined]);
  const none = await head("/none/", undefined, { method: "GET" });
  expect([none.status, /<Code>(.*?)</.exec(none.body)?.[1]]).toEqual([404, "NoSuchBucket"]);
});
