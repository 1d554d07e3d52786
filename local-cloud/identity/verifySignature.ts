import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Call } from "../http/answer";
import { refuseGateway } from "../http/envelope";
import { effectiveSettings } from "../world/world";
import type { KeyRecord } from "./keyRecord";
import { headerText } from "./token";

/**
 * Recomputes the SDK-HMAC-SHA256 signature of a request, in the form of today (`Access=`) and in the older, scoped one
 * (`Credential=`, gophertelekomcloud's signer_helper.go): docs/vendors/open-telekom-and-huawei.md#request-signatures.
 * Written from the vendor's text and not from the provider's signer, so that the two check each other.
 */

interface Given {
  readonly access: string;
  /** `20261121/eu-de/ims/sdk_request`, of the older form. */
  readonly scope: string | undefined;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export const isSigned = (call: Call): boolean =>
  call.headers.authorization?.startsWith("SDK-HMAC-SHA256") === true;

/**
 * The key that signed the request; any doubt ends it, with the texts of the gateway
 * (docs/vendors/open-telekom-and-huawei.md#gateway-codes; APIG FAQ).
 */
export function verifySignature(call: Call): KeyRecord {
  const given = parse(call);
  const key =
    call.world.accessKeys.get(given.access) ??
    denied(call, `Get secretKey failed,ak:${given.access},err:ak not exist`);
  call.seenProfile = key.profile.name;
  checkHeaders(call, given);
  checkAge(call);
  const expected = signatureOf(call, given, key.secret);
  if (!sameText(expected, given.signature)) denied(call, "verify aksk signature fail");
  checkTemporary(call, key);
  warnOfUnsigned(call, given);
  return key;
}

const denied = (call: Call, why: string): never =>
  refuseGateway(call, 401, "APIGW.0301", `Incorrect IAM authentication information: ${why}`);

function parse(call: Call): Given {
  const pattern =
    /^SDK-HMAC-SHA256 (?:Access=([^,/]+)|Credential=([^,/]+)\/([^,]+)), SignedHeaders=([a-z0-9;_-]+), Signature=([0-9a-f]{64})$/;
  const match = pattern.exec(call.headers.authorization ?? "");
  if (!match) return denied(call, "Authorization format is incorrect"); // the real text is not known
  const [, access, scoped, scope, names = "", signature = ""] = match;
  return { access: access ?? scoped ?? "", scope, signedHeaders: names.split(";"), signature };
}

/** "Only X-Sdk-Date is required" (signing guide, FAQ on request headers); what is named as signed must have been sent. */
function checkHeaders(call: Call, { signedHeaders }: Given): void {
  const unsent = ["x-sdk-date", ...signedHeaders].filter((name) => call.headers[name] === undefined);
  const sorted = [...signedHeaders].sort().join() === signedHeaders.join();
  if (!signedHeaders.includes("x-sdk-date") || unsent.length > 0 || !sorted)
    denied(call, "verify aksk signature fail");
}

/** The headers that say where a request goes and for whom: unsigned, anybody on the way could change them. */
const deciding = ["host", "x-project-id", "x-domain-id", "x-security-token"];

/** golangsdk, which Terraform's providers use, sets all but the host after it has signed. */
function warnOfUnsigned(call: Call, { signedHeaders }: Given): void {
  const unsigned = deciding.filter(
    (name) => call.headers[name] !== undefined && !signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  if (effectiveSettings(call.world).strictSignatures) denied(call, "verify aksk signature fail");
  call.warnings.push(`sent, but not signed: ${unsigned.join(", ")}`);
}

const WINDOW_MS = 15 * 60_000;

function checkAge(call: Call): void {
  const text = headerText(call, "x-sdk-date") ?? "";
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const now = cloudTime(call);
  // Nobody has the IAM wording; this is that of app authentication (APIG FAQ 0009), which IAM's shorter ones begin with.
  if (!(Math.abs(now - signedAt) <= WINDOW_MS))
    denied(
      call,
      `calc ak sk signature fail:signature expired, signature time:${text},server time:${compact(now)}`,
    );
}

/** What the cloud believes the time to be. */
export const cloudTime = ({ now, world }: Call): number =>
  now + effectiveSettings(world).clockSkewSeconds * 1000;

const compact = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");

/** The texts of these refusals are not documented. */
function checkTemporary(call: Call, key: KeyRecord): void {
  const sent = headerText(call, "x-security-token");
  if (sent !== key.securityToken) denied(call, "security token is missing or wrong");
  if (call.now >= key.expiresAt) denied(call, "security token expired");
}

function signatureOf(call: Call, given: Given, secret: string): string {
  const date = headerText(call, "x-sdk-date") ?? "";
  const hash = sha256(canonicalRequest(call, given.signedHeaders));
  if (given.scope === undefined)
    return hmac(secret, ["SDK-HMAC-SHA256", date, hash].join("\n")).toString("hex");
  const parts = given.scope.split("/");
  const [day = "", region = "", service = "", end = ""] = parts;
  if (parts.length !== 4 || day !== date.slice(0, 8) || end !== "sdk_request")
    denied(call, "verify aksk signature fail");
  const derived = hmac(hmac(hmac(hmac(`SDK${secret}`, day), region), service), end);
  return hmac(derived, ["SDK-HMAC-SHA256", date, given.scope, hash].join("\n")).toString("hex");
}

function canonicalRequest(call: Call, names: readonly string[]): string {
  const path = call.path
    .split("/")
    .map((part) => encoded(decoded(part)))
    .join("/");
  const pairs = [...call.query].map(([name, value]) => [encoded(name), encoded(value)] as const);
  const query = pairs.sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)));
  return [
    call.method,
    path.endsWith("/") ? path : `${path}/`,
    query.map(([name, value]) => `${name}=${value}`).join("&"),
    ...names.map((name) => `${name}:${(headerText(call, name) ?? "").trim()}`),
    "",
    names.join(";"),
    headerText(call, "x-sdk-content-sha256") ?? sha256(call.rawBody),
  ].join("\n");
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** RFC 3986: everything but its unreserved characters, byte by byte. */
const encoded = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9._~-]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sameText = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
