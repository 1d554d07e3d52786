import { createHmac, timingSafeEqual } from "node:crypto";
import type { Call } from "../../http/answer";
import { headerText } from "../../identity/token";
import { cloudTime } from "../../identity/verifySignature";
import { effectiveSettings } from "../../world/world";
import { refuseText } from "../api/zstackEnvelope";
import { digitsAsUtc, months, type WallClock, wallClock } from "../world/wallClock";
import { demoAccessKey } from "./account";

/**
 * `Authorization: ZStack {accessKeyId}:{signature}` (docs/vendors/zstack.md#access-key-signatures), recomputed from the
 * request as it arrived. Written from the page and not from the provider's signer, so that the two check each other.
 * The two 403 of a wrong key are those of the AccessKey back end (AccessKeyManagerImpl `doAuth`); they come at once,
 * before any 202.
 */
export function checkAccessKey(call: Call, credential: string): void {
  const pieces = credential.split(":");
  const [accessKey = "", signature = ""] = pieces;
  if (pieces.length !== 2) refuseText(400, "accessKey format is 'ZStack AccessKeyId:Signature'");
  const date = headerText(call, "date") ?? refuseText(400, "'Date' must be incuded in request header");
  checkSkew(call, date);
  if (signature === "") refuseText(400, "Invalid authKey format");
  if (accessKey !== demoAccessKey)
    refuseText(403, `access key id: ${accessKey} does not existed or disabled`);
  const expected = signatureOf(call.world.zstack.secrets.accessKeySecret, call.method, date, call.rest);
  if (!sameText(expected, signature)) refuseText(403, "wrong accessKey signature");
}

/** Three lines; the path has neither the context path nor the query. */
export const signatureOf = (secret: string, method: string, date: string, path: string): string =>
  createHmac("sha1", secret).update(`${method}\n${date}\n${path}`).digest("base64");

const sameText = (a: string, b: string): boolean =>
  Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const WINDOW_MS = 15 * 60_000;

/**
 * The trap: unless `rest.checkTimeZone` is on, the digits of the date are compared with those of the server's own wall
 * clock, and the zone that stands behind them means nothing.
 */
function checkSkew(call: Call, date: string): void {
  const { zstackTimeZone, zstackCheckTimeZone } = effectiveSettings(call.world);
  const { digits, zone } = parseDate(date);
  const now = cloudTime(call);
  const given = digitsAsUtc(digits);
  const skew = zstackCheckTimeZone
    ? given - offsetOf(zone, given) - now
    : given - digitsAsUtc(wallClock(now, zstackTimeZone));
  if (Math.abs(skew) > WINDOW_MS) refuseText(403, "requestTimeTooSkewed");
}

const dateError = (): never =>
  refuseText(400, "'Date' format error, correct format is 'EEE, dd MMM yyyy HH:mm:ss z'");

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

function parseDate(text: string): { digits: WallClock; zone: string } {
  const found = /^(\w{3}), (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (\S+)$/.exec(text) ?? dateError();
  const [, weekday = "", day, monthName = "", year, hour, minute, second, zone = ""] = found;
  const month = months.findIndex((name) => name.toLowerCase() === monthName.toLowerCase()) + 1;
  const digits = {
    year: Number(year),
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  };
  const date = new Date(digitsAsUtc(digits));
  const exists =
    date.getUTCDate() === digits.day &&
    date.getUTCHours() === digits.hour &&
    digits.minute < 60 &&
    digits.second < 60;
  const fits = weekdays[date.getUTCDay()] === weekday.toLowerCase();
  // The pattern letter `z` takes names and abbreviations; offsets such as +0800 do not parse.
  if (month === 0 || !exists || !fits || !isZone(zone)) dateError();
  return { digits, zone };
}

/** Java's abbreviations that have another meaning, or none, in the tz database. `CST` is Chicago's in English. */
const abbreviations: Readonly<Record<string, string>> = {
  CST: "America/Chicago",
  CDT: "America/Chicago",
  PST: "America/Los_Angeles",
  PDT: "America/Los_Angeles",
  EDT: "America/New_York",
  EST: "America/New_York",
  CEST: "Europe/Berlin",
  JST: "Asia/Tokyo",
  ICT: "Asia/Bangkok",
  MMT: "Asia/Yangon",
};

const zoneName = (zone: string): string => abbreviations[zone.toUpperCase()] ?? zone;

function isZone(zone: string): boolean {
  if (/^[+-]/.test(zone)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en-US", { timeZone: zoneName(zone) }));
  } catch {
    return false;
  }
}

/** How far the zone's wall clock is ahead of UTC when it shows these digits. */
function offsetOf(zone: string, digits: number): number {
  const name = zoneName(zone);
  const guess = digitsAsUtc(wallClock(digits, name)) - digits;
  return digitsAsUtc(wallClock(digits - guess, name)) - (digits - guess);
}
