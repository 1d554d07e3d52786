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
  { at = Date.now(), resource = path }: { at?: number; resource?: string } = {},
): Promise<Reply> {
  const date = new Date(at).toUTCString();
  const tokenLine = token ? `x-obs-security-token:${token}\n` : "";
  const text = `HEAD\n\n\n\nx-obs-date:${date}\n${tokenLine}${resource}`;
  return send("HEAD", `${cloud.endpoints.obs}${path}`, undefined, {
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

test("anything but HEAD is not played, and said in XML", async () => {
  const reply = await send("GET", `${cloud.endpoints.obs}/lab`);
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
