import {
  CloudError,
  InterruptedError,
  InvalidRequestError,
  type Outcome,
  ProtocolError,
  UnavailableError,
} from "./errors";
import { openLimit } from "./limit";
import { ownValue } from "./ownValue";
import { type ConnectionOptions, type Dispatchers, openDispatchers } from "./proxies/dispatchers";
import { isLoopback } from "./proxies/loopback";
import type { HttpProxy } from "./proxies/proxies";
import { NoTunnelError, proxyError } from "./proxies/proxyErrors";
import type { Asked } from "./redirect";
import { USER_AGENT } from "./userAgent";

export { KEEP_ALIVE_MS } from "./proxies/dispatchers";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
  readonly url: URL;
  /** Path and query as they are sent, where those of `url` would mean something else: it folds the segments `.` and `..`. */
  readonly path?: string | undefined;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly the bytes that are sent: a signature covers them. */
  readonly body?: string | undefined;
  /** A create: takes a fresh socket, so that it cannot ride on one that the server is just closing. */
  readonly fresh?: boolean | undefined;
  /** Credentials are asked for or handed out: no log shows a body of it. */
  readonly confidential?: boolean | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly requestId: string | undefined;
  readonly asked?: Asked | undefined;
}

export interface Transport {
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export type TransportSetting = "allowHttp" | "caCertFile" | "certFile";

export interface TransportOptions extends ConnectionOptions {
  /** Plain http to hosts other than this machine. Default false. */
  readonly allowHttp?: boolean | undefined;
  /** Where people set what a hint names. Default: in the cloud's entry of clouds.yaml. */
  readonly whereToSet?: ((setting: TransportSetting) => string) | undefined;
  /** What people do about a host that is not the right one: who has named it. */
  readonly whoNamed?: ((url: URL) => string) | undefined;
  /** Milliseconds for a request and its whole answer, so that one that drips does not hold us. Default 60 s. */
  readonly totalTimeoutMs?: number | undefined;
}

/** The connections of one cloud. Redirects are never followed; nothing is retried here. */
export function openTransport(options: TransportOptions = {}): Transport {
  const dispatchers = openDispatchers(options);
  return {
    send: (what, signal) => send(what, dispatchers, options, signal),
    close: dispatchers.close,
  };
}

async function send(
  what: HttpRequest,
  dispatchers: Dispatchers,
  options: TransportOptions,
  signal?: AbortSignal,
): Promise<HttpAnswer> {
  const where = `${what.method} ${what.url.host}`;
  if (what.url.protocol === "http:" && !options.allowHttp && !isLoopback(what.url.hostname)) {
    throw new UnavailableError(
      `${where}: plain http is refused, it would show the credentials to the network`,
      {
        outcome: "not-sent",
        hint: `use an https URL, or allow it: set ${spot("allowHttp", options)} to true`,
      },
    );
  }
  if (signal?.aborted) throw interrupted(where, "not-sent", signal);
  const limitMs = options.totalTimeoutMs ?? 60_000;
  const limit = openLimit(limitMs, signal);
  let proxy: HttpProxy | undefined;
  try {
    const by = dispatchers.to(what.url, what.fresh === true);
    proxy = by.proxy;
    const answer = await by.dispatcher.request({
      origin: what.url.origin,
      path: pathOf(what),
      method: what.method,
      headers: { "user-agent": USER_AGENT, ...what.headers },
      body: what.body ?? null,
      signal: limit.signal,
      // undici closes the connection after every HEAD (object storage is looked at by it) unless told otherwise.
      reset: false,
    });
    const text = await answer.body.text();
    const headers = flatten(answer.headers);
    const asked = { url: what.url, correct: options.whoNamed?.(what.url) };
    return { status: answer.statusCode, headers, text, requestId: requestIdOf(headers), asked };
  } catch (error) {
    if (signal?.aborted) throw interrupted(where, "unknown", signal);
    if (limit.signal.aborted) {
      const words = `no complete answer within ${limitMs / 1000} s`;
      throw new UnavailableError(`${where}: ${words}`, { outcome: "unknown", cause: error });
    }
    throw transportError(what, error, options, viaProxy(what, proxy));
  } finally {
    limit.close();
  }
}

export function pathOf({ url, path }: HttpRequest): string {
  return path ?? url.pathname + url.search;
}

function spot(setting: TransportSetting, { whereToSet }: TransportOptions): string {
  const key = { allowHttp: "allow_http", caCertFile: "cacert", certFile: "cert" }[setting];
  return whereToSet?.(setting) ?? `${key} in the cloud's entry of clouds.yaml`;
}

/** Who interrupts says why, and what to do then. */
function interrupted(where: string, outcome: Outcome, { reason }: AbortSignal): InterruptedError {
  const [why, hint] =
    reason instanceof CloudError ? [reason.message, reason.hint] : ["interrupted", undefined];
  return new InterruptedError(`${where}: ${why}`, { outcome, hint, cause: reason });
}

/** Plain http has no tunnel: there the proxy is who the connection is made to. */
function viaProxy({ url }: HttpRequest, proxy: HttpProxy | undefined): HttpProxy | undefined {
  return url.protocol === "http:" ? proxy : undefined;
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

/**
 * Gateway and IMS, Cinder and Glance, IAM, OBS: each has its own header
 * (docs/vendors/open-telekom-and-huawei.md#error-envelopes).
 */
const requestIdHeaders = [
  "x-openstack-request-id",
  "x-compute-request-id",
  "x-request-id",
  "x-iam-trace-id",
  "x-obs-request-id",
];

function requestIdOf(headers: Record<string, string>): string | undefined {
  const name = requestIdHeaders.find((header) => headers[header] !== undefined && headers[header] !== "");
  return name === undefined ? undefined : headers[name];
}

/** Errors of the system calls before the first byte has left: the cloud cannot have seen the request. */
const notSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function transportError(
  { method, url }: HttpRequest,
  error: unknown,
  options: TransportOptions,
  connectedTo: HttpProxy | undefined,
): CloudError {
  const where = `${method} ${url.host}`;
  const code = codeOf(error);
  const handshake = isUntrusted(code) || isAboutOurs(code);
  const outcome: Outcome = notSent.has(code) || handshake ? "not-sent" : "unknown";
  const reason =
    ownValue(reasons, code) ?? (error instanceof Error && error.message !== "" ? error.message : code);
  if (error instanceof NoTunnelError) {
    return proxyError(where, error.proxy, { status: error.status, reason, code, cause: error });
  }
  if (connectedTo !== undefined && outcome === "not-sent")
    return proxyError(where, connectedTo, { reason, code, cause: error });
  // What undici makes of a proxy's 407 to plain http.
  if (connectedTo !== undefined && code === "UND_ERR_INVALID_ARG" && reason.includes("(407)"))
    return proxyError(where, connectedTo, { status: 407, cause: error });
  const details = { outcome, code, cause: error };
  if (code === "UND_ERR_INVALID_ARG")
    return new InvalidRequestError(`${where}: ${reason}`, { ...details, outcome: "not-sent" });
  if (isNoHttp(error, code)) return new ProtocolError(`${where}: ${reason}`, details);
  if (isUntrusted(code)) {
    const hint = `set ${spot("caCertFile", options)} to the file of the cloud's certificate authority`;
    return new UnavailableError(`${where}: the certificate is not trusted (${code})`, { ...details, hint });
  }
  if (isAboutOurs(code)) {
    const shows = options.clientCertificate !== undefined;
    const what = shows ? "refuses our client certificate" : "wants a client certificate";
    const hint = `set ${spot("certFile", options)} to the file of a certificate that it trusts, and key to the file of its key`;
    return new UnavailableError(`${where}: the server ${what} (${code})`, { ...details, hint });
  }
  return new UnavailableError(`${where}: ${reason}`, { ...details, hint: hintAboutHost(code, url, options) });
}

/** A name that does not exist is misspelt; where a port or a network is not reached, it may be so. */
function hintAboutHost(code: string, url: URL, { whoNamed }: TransportOptions): string | undefined {
  if (whoNamed === undefined || !notSent.has(code)) return undefined;
  if (code === "ENOTFOUND") return whoNamed(url);
  return `${whoNamed(url)}; if it is right, this machine does not reach it: check the network, its firewall and its proxy; a proxy is named by HTTPS_PROXY`;
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code !== undefined) return code;
  return "cause" in error && error.cause !== undefined ? codeOf(error.cause) : "unknown";
}

function isNoHttp(error: unknown, code: string): boolean {
  return (
    (error instanceof Error && error.name === "HTTPParserError") ||
    code.startsWith("HPE_") ||
    code === "UND_ERR_RES_EXCEEDED_MAX_SIZE" ||
    code === "UND_ERR_HEADERS_OVERFLOW"
  );
}

/** Found out in the handshake. Other TLS errors (`ERR_SSL_…`) also strike connections that carry a request already. */
function isUntrusted(code: string): boolean {
  return /^(ERR_TLS_CERT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code);
}

const HANDSHAKE =
  "the server ends the TLS handshake: does it want a client certificate (cert and key in the cloud's settings)?";

/**
 * Alerts by which a server says that it wants a certificate of ours, or another one (RFC 8446 §6.2; OpenSSL's names). It has read
 * nothing of the request. A mere "handshake failure" may mean anything.
 */
function isAboutOurs(code: string): boolean {
  return /^ERR_SSL_.*ALERT_(CERTIFICATE_|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA$)/.test(code);
}

const reasons: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the host name does not exist",
  EAI_AGAIN: "the host name could not be looked up",
  "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE": HANDSHAKE,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: HANDSHAKE,
  ERR_SSL_WRONG_VERSION_NUMBER: "no TLS there: is it a plain http address?",
  UND_ERR_CONNECT_TIMEOUT: "no connection within 10 s",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stopped half-way",
  UND_ERR_SOCKET: "the connection was lost before the answer was complete",
  ECONNRESET: "the connection was reset before the answer was complete",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "the answer is larger than 10 MiB",
  UND_ERR_HEADERS_OVERFLOW: "the answer's headers are larger than 64 KiB",
};
