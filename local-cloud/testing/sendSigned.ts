import { createHash, createHmac } from "node:crypto";
import type { LocalCloud } from "../index";
import { type Reply, send } from "./testClient";

/** The project of OTC's keys. */
export const lab = "10000000000000000000000000000001";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
export const compact = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");

export interface Signing {
  name?: "otc-aksk" | "otc-aksk-temporary" | "huaweicloud-aksk";
  at?: number;
  headers?: Record<string, string>;
  scope?: string;
  /** What is changed after signing. */
  tampered?: (request: { method: string; url: URL; headers: Record<string, string>; body?: string }) => void;
  body?: string;
  method?: string;
}

/**
 * Signs by the letter of docs/vendors/open-telekom-and-huawei.md#request-signatures, or of
 * docs/vendors/open-telekom-and-huawei.md#request-signatures with a `scope`; the paths and queries here need no
 * encoding.
 */
export function sendSigned(
  cloud: LocalCloud,
  nowMs: number,
  url: string,
  options: Signing = {},
): Promise<Reply> {
  const {
    name = "otc-aksk",
    at = nowMs,
    scope,
    body,
    method = body === undefined ? "GET" : "POST",
  } = options;
  const { access_key, secret_key = "", security_token } = cloud.credentials[name].auth;
  const address = new URL(url);
  const headers: Record<string, string> = {
    host: address.host,
    "x-project-id": lab,
    "x-sdk-date": compact(at),
    ...(security_token && { "x-security-token": security_token }),
    ...options.headers,
  };
  for (const [key, value] of Object.entries(headers)) if (value === "") delete headers[key];
  const names = Object.keys(headers).sort();
  const canonical = [
    method,
    `${address.pathname}/`,
    address.search.slice(1),
    ...names.map((key) => `${key}:${headers[key]}`),
    "",
    names.join(";"),
    sha256(body ?? ""),
  ].join("\n");
  const date = headers["x-sdk-date"] ?? "";
  const text = ["SDK-HMAC-SHA256", date, ...(scope === undefined ? [] : [scope]), sha256(canonical)].join(
    "\n",
  );
  const key =
    scope === undefined ? secret_key : scope.split("/").reduce<string | Buffer>(hmac, `SDK${secret_key}`);
  const who = scope === undefined ? `Access=${access_key}` : `Credential=${access_key}/${scope}`;
  const signature = hmac(key, text).toString("hex");
  const request = {
    method,
    url: address,
    headers: {
      ...headers,
      authorization: `SDK-HMAC-SHA256 ${who}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
    },
    ...(body !== undefined && { body }),
  };
  options.tampered?.(request);
  return send(request.method, request.url.href, request.body, request.headers);
}
