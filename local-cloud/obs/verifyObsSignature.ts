import { createHmac, timingSafeEqual } from "node:crypto";
import type { Call } from "../http/answer";
import { refuseObs } from "../http/envelope";
import type { KeyRecord } from "../identity/keyRecord";
import { headerText } from "../identity/token";
import { cloudTime } from "../identity/verifySignature";

/**
 * The signature of OBS, which is another one than the gateway's: `Authorization: OBS AK:signature` (obs_04_0010,
 * "Authentication of Signature in a Header"). Recomputed from the request as it arrived; tokens mean nothing here.
 */
export function verifyObsSignature(call: Call): KeyRecord {
  const [, access = "", given = ""] =
    /^OBS ([^:\s]+):([A-Za-z0-9+/]+=*)$/.exec(call.headers.authorization ?? "") ?? [];
  if (access === "") denied(call, "AccessDenied", "Access Denied");
  const key =
    call.world.accessKeys.get(access) ??
    denied(call, "InvalidAccessKeyId", "The OBS Access Key Id you provided does not exist in our records.");
  call.seenProfile = key.profile.name;
  checkAge(call);
  const expected = createHmac("sha1", key.secret).update(stringToSign(call)).digest("base64");
  if (expected.length !== given.length || !timingSafeEqual(Buffer.from(expected), Buffer.from(given)))
    denied(
      call,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided.",
    );
  if (headerText(call, "x-obs-security-token") !== key.securityToken || call.now >= key.expiresAt)
    denied(call, "InvalidAccessKeyId", "The security token is missing, wrong or expired.");
  return key;
}

const denied = (call: Call, code: string, message: string): never => refuseObs(call, 403, code, message);

const WINDOW_MS = 15 * 60_000;

/** RFC 1123, in x-obs-date or else in Date. */
function checkAge(call: Call): void {
  const text = headerText(call, "x-obs-date") ?? headerText(call, "date");
  if (text === undefined || !/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(text))
    denied(call, "AccessDenied", "A valid Date or x-obs-date header is required.");
  if (!(Math.abs(cloudTime(call) - Date.parse(text ?? "")) <= WINDOW_MS))
    denied(
      call,
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
    );
}

function stringToSign(call: Call): string {
  const own = Object.keys(call.headers)
    .filter((name) => name.startsWith("x-obs-"))
    .sort()
    .map((name) => `${name}:${(headerText(call, name) ?? "").trim()}\n`);
  return [
    call.method,
    headerText(call, "content-md5") ?? "",
    headerText(call, "content-type") ?? "",
    call.headers["x-obs-date"] === undefined ? (headerText(call, "date") ?? "") : "",
    `${own.join("")}${resource(call)}`,
  ].join("\n");
}

/** `/bucket/object` as the path has it, `/bucket/` for a bucket: the page's own examples. */
const resource = ({ rest }: Call): string => (/^\/[^/]+$/.test(rest) ? `${rest}/` : rest);
