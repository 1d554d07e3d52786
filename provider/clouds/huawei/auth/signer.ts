import { createHash, createHmac } from "node:crypto";
import type { HttpRequest } from "../../../http/transport";
import type { Secret } from "../../settings";

/** Permanent keys of a user, or temporary ones, which come with a security token. */
export interface AccessKeys {
  /** The AK. It is not secret: every signed request shows it. */
  readonly accessKey: string;
  readonly secretKey: Secret;
  readonly securityToken?: Secret | undefined;
}

/**
 * The project or the account that a request is for: paths of IMS do not name the project, and those of IAM do not name the
 * account.
 */
export type Scope =
  | { readonly "x-project-id": string }
  | { readonly "x-domain-id": string }
  | Record<never, never>;

const ALGORITHM = "SDK-HMAC-SHA256";

/**
 * The request with the headers that sign it as of `at` (milliseconds since the epoch): Huawei's SDK-HMAC-SHA256 in its
 * unscoped form (API Request Signing Guide; docs/vendors/open-telekom-and-huawei.md#request-signatures). Its URL is sent
 * exactly as it is signed, so that "+" and "*" cannot be read in two ways. As in the vendor's SDKs, the content type is not
 * signed: proxies rewrite it.
 */
export function signed(request: HttpRequest, keys: AccessKeys, at: number, scope: Scope): HttpRequest {
  const url = inCanonicalForm(request.url);
  const added = {
    ...scope,
    "x-sdk-date": sdkDate(at),
    ...(keys.securityToken && { "x-security-token": keys.securityToken.reveal() }),
  };
  const headers = { host: url.host, ...added }; // undici sends the same Host: with the port unless it is the scheme's own
  const message = { method: request.method, url, headers, body: request.body ?? "" };
  return {
    ...request,
    url,
    headers: { ...request.headers, ...added, authorization: authorization(message, keys) },
  };
}

/** What a signature covers. */
export interface Message {
  readonly method: string;
  readonly url: URL;
  /** Those to be signed, x-sdk-date among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The `Authorization` header. */
export function authorization(message: Message, { accessKey, secretKey }: AccessKeys): string {
  const date = sortedHeaders(message).find(([name]) => name === "x-sdk-date")?.[1];
  const text = [ALGORITHM, date, sha256(canonicalRequest(message))].join("\n");
  const signature = createHmac("sha256", secretKey.reveal()).update(text).digest("hex");
  return `${ALGORITHM} Access=${accessKey}, SignedHeaders=${signedNames(message)}, Signature=${signature}`;
}

export function canonicalRequest(message: Message): string {
  const { pathname, searchParams } = message.url;
  const path = canonicalPath(pathname);
  return [
    message.method,
    path.endsWith("/") ? path : `${path}/`, // only in what is signed; the path that is sent stays as it is
    canonicalQuery(searchParams),
    sortedHeaders(message)
      .map(([name, value]) => `${name}:${value}\n`)
      .join(""),
    signedNames(message),
    sha256(message.body),
  ].join("\n");
}

/** The access key that a signed request shows. */
export function accessKeyOf(request: HttpRequest): string | undefined {
  return / Access=([^,]+),/.exec(request.headers.authorization ?? "")?.[1];
}

/** `20261121T080000Z` */
export function sdkDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
}

/** The time at which a request was signed, in milliseconds since the epoch. */
export function signedAt(request: HttpRequest): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(request.headers["x-sdk-date"] ?? "");
  if (parts === null) return undefined;
  const [year, month, day, hours, minutes, seconds] = parts.slice(1);
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
}

function inCanonicalForm(url: URL): URL {
  const form = new URL(url);
  form.pathname = canonicalPath(url.pathname);
  form.search = canonicalQuery(url.searchParams);
  form.hash = "";
  return form;
}

function canonicalPath(pathname: string): string {
  return pathname
    .split("/")
    .map((segment) => encode(decode(segment)))
    .join("/");
}

/** Sorted by name, then by value; a name without a value has an empty one. */
function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([one, ones], [other, others]) => order(one, other) || order(ones, others))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function sortedHeaders({ headers }: Message): [string, string][] {
  return Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()])
    .sort(([one], [other]) => order(one, other));
}

function signedNames(message: Message): string {
  return sortedHeaders(message)
    .map(([name]) => name)
    .join(";");
}

/** Compares by character code, whatever the machine's language is. */
function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** All but `A-Za-z0-9-_.~` as UTF-8 in %XX; encodeURIComponent leaves five more characters as they are. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A segment that is not validly encoded stays as it is. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
