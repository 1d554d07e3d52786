import { createHmac } from "node:crypto";
import type { HttpRequest } from "../../../http/transport";
import type { AccessKeys } from "./signer";

/** The canonical resource of a request in OBS: `/bucket/` or `/bucket/object`, encoded as in the URL. */
export type Resource = string;

/**
 * The request with the headers that sign it as of `at` for OBS, which knows no SDK-HMAC-SHA256 (OBS API Reference,
 * "Authentication of Signature in a Header", obs_04_0010). The time is in x-obs-date, because proxies replace `Date`.
 */
export function signedForObs(
  request: HttpRequest,
  resource: Resource,
  keys: AccessKeys,
  at: number,
): HttpRequest {
  const headers = {
    ...request.headers,
    "x-obs-date": new Date(at).toUTCString(),
    ...(keys.securityToken && { "x-obs-security-token": keys.securityToken.reveal() }),
  };
  const text = stringToSign({ method: request.method, headers, resource });
  return { ...request, headers: { ...headers, authorization: obsAuthorization(text, keys) } };
}

/** The time at which a request was signed for OBS, in milliseconds since the epoch. */
export function signedForObsAt(request: HttpRequest): number | undefined {
  const at = Date.parse(request.headers["x-obs-date"] ?? "");
  return Number.isNaN(at) ? undefined : at;
}

/** The access key that a signed request shows. */
export function obsAccessKeyOf(request: HttpRequest): string | undefined {
  return /^OBS ([^:]+):/.exec(request.headers.authorization ?? "")?.[1];
}

/** What a signature covers. */
export interface ObsMessage {
  readonly method: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly resource: Resource;
}

/** An x-obs-date takes the place of the date. */
export function stringToSign({ method, headers, resource }: ObsMessage): string {
  const own = Object.entries(headers)
    .filter(([name]) => name.startsWith("x-obs-"))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}:${value.trim()}\n`);
  const date = headers["x-obs-date"] === undefined ? (headers.date ?? "") : "";
  const lines = [method, headers["content-md5"] ?? "", headers["content-type"] ?? "", date];
  return `${lines.join("\n")}\n${own.join("")}${resource}`;
}

export function obsSignature(text: string, { secretKey }: Pick<AccessKeys, "secretKey">): string {
  return createHmac("sha1", secretKey.reveal()).update(text, "utf8").digest("base64");
}

function obsAuthorization(text: string, keys: AccessKeys): string {
  return `OBS ${keys.accessKey}:${obsSignature(text, keys)}`;
}
