import { createHmac } from "node:crypto";
import type { HttpRequest } from "../../../http/transport";
import type { Secret } from "../../settings";

export interface ZstackKeys {
  /** Not secret: every signed request shows it. */
  readonly accessKey: string;
  readonly secretKey: Secret;
}

/**
 * The request with the two headers that sign it. `context` is the path below which the API stands, `/zstack`: neither
 * it nor the query is signed (docs/vendors/zstack.md#access-key-signatures; ZSClient.java
 * `calculateAccessKeySignature`).
 */
export function signed(request: HttpRequest, keys: ZstackKeys, date: string, context: string): HttpRequest {
  const { pathname } = request.url;
  const path = pathname.startsWith(`${context}/`) ? pathname.slice(context.length) : pathname;
  const signature = signatureOf(keys.secretKey.reveal(), request.method, date, path);
  return {
    ...request,
    headers: { ...request.headers, date, authorization: `ZStack ${keys.accessKey}:${signature}` },
  };
}

export function signatureOf(secret: string, method: string, date: string, path: string): string {
  return createHmac("sha1", secret).update(`${method}\n${date}\n${path}`).digest("base64");
}

/**
 * `Sat, 21 Nov 2026 13:00:00 Asia/Shanghai`: the digits that a clock in this zone shows, and the zone. Unless configured
 * otherwise (`rest.checkTimeZone`) ZStack compares the digits with its own clock's and ignores the zone; Java's `z` reads
 * names of the tz database, while abbreviations such as CST have two meanings
 * (docs/vendors/zstack.md#access-key-signatures).
 */
export function wallDate(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { ...FIELDS, timeZone: zone }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? "";
  const time = `${of("hour")}:${of("minute")}:${of("second")}`;
  return `${of("weekday")}, ${of("day")} ${of("month")} ${of("year")} ${time} ${zone}`;
}

const FIELDS = {
  weekday: "short",
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
} as const;
