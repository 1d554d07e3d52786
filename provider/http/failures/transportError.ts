import {
  type CloudError,
  InvalidRequestError,
  type Outcome,
  ProtocolError,
  UnavailableError,
} from "../errors";
import { ownValue } from "../ownValue";
import type { HttpProxy } from "../proxies/proxies";
import { NoTunnelError, proxyError } from "../proxies/proxyErrors";
import type { HttpRequest, TransportOptions, TransportSetting } from "../transport";
import { untrustedCertificate } from "./untrustedCertificate";

/** The error for a request without an answer: what happened, whether the cloud can have received it, and what to do. */
export function transportError(
  { method, url }: HttpRequest,
  error: unknown,
  options: TransportOptions,
  connectedTo: HttpProxy | undefined,
): CloudError {
  const where = `${method} ${url.host}`;
  const code = codeOf(error);
  const handshake = isUntrustedCertificate(code) || isClientCertificateAlert(code);
  const outcome: Outcome = codesBeforeSending.has(code) || handshake ? "not-sent" : "unknown";
  const reason =
    ownValue(reasons, code) ?? (error instanceof Error && error.message !== "" ? error.message : code);
  if (error instanceof NoTunnelError) {
    return proxyError(where, error.proxy, { status: error.status, reason, code, cause: error });
  }
  if (connectedTo !== undefined && outcome === "not-sent")
    return proxyError(where, connectedTo, { reason, code, cause: error });
  // undici's error for a 407 from a proxy for plain http
  if (connectedTo !== undefined && code === "UND_ERR_INVALID_ARG" && reason.includes("(407)"))
    return proxyError(where, connectedTo, { status: 407, cause: error });
  const details = { outcome, code, cause: error };
  if (code === "UND_ERR_INVALID_ARG")
    return new InvalidRequestError(`${where}: ${reason}`, { ...details, outcome: "not-sent" });
  if (isMalformedHttp(error, code)) return new ProtocolError(`${where}: ${reason}`, details);
  if (isUntrustedCertificate(code)) {
    const settable = { caCert: whereSet("caCertFile", options), address: options.hostHint?.(url) };
    const [what, hint] = untrustedCertificate(code, settable);
    return new UnavailableError(`${where}: ${what} (${code})`, { ...details, hint });
  }
  if (isClientCertificateAlert(code)) {
    const hasCertificate = options.clientCertificate !== undefined;
    const what = hasCertificate ? "refuses our client certificate" : "wants a client certificate";
    const hint = `set ${whereSet("certFile", options)} to the file of a certificate that it trusts, and key to the file of its key`;
    return new UnavailableError(`${where}: the server ${what} (${code})`, { ...details, hint });
  }
  return new UnavailableError(`${where}: ${reason}`, {
    ...details,
    hint: unreachableHint(code, url, options),
  });
}

/** Errors that occur before the first byte is sent: the cloud cannot have received the request. */
const codesBeforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Where people change a setting that a hint names. */
export function whereSet(setting: TransportSetting, { whereToSet }: TransportOptions): string {
  const key = { allowHttp: "allow_http", caCertFile: "cacert", certFile: "cert" }[setting];
  return whereToSet?.(setting) ?? `${key} in the cloud's entry of clouds.yaml`;
}

/** A host name that does not exist is misspelt; if a port or a network cannot be reached, it may be. */
function unreachableHint(code: string, url: URL, { hostHint }: TransportOptions): string | undefined {
  if (hostHint === undefined || !codesBeforeSending.has(code)) return undefined;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `${hostHint(url)}; if it is right, this machine cannot look it up: check its DNS, and whether it needs a proxy (HTTPS_PROXY)`;
  return `${hostHint(url)}; if it is right, this machine does not reach it: check the network, its firewall and its proxy; a proxy is named by HTTPS_PROXY`;
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code !== undefined) return code;
  return "cause" in error && error.cause !== undefined ? codeOf(error.cause) : "unknown";
}

function isMalformedHttp(error: unknown, code: string): boolean {
  return (
    (error instanceof Error && error.name === "HTTPParserError") ||
    code.startsWith("HPE_") ||
    code === "UND_ERR_RES_EXCEEDED_MAX_SIZE" ||
    code === "UND_ERR_HEADERS_OVERFLOW"
  );
}

/** These errors occur during the handshake; other TLS errors (`ERR_SSL_…`) also occur after a request was sent. */
function isUntrustedCertificate(code: string): boolean {
  return /^(ERR_TLS_CERT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code);
}

const HANDSHAKE_ENDED =
  "the server ends the TLS handshake: does it want a client certificate (cert and key in the cloud's settings)?";

/**
 * Alerts by which a server asks for a client certificate, or refuses ours (RFC 8446 §6.2; OpenSSL's names). It has not read the
 * request. A plain "handshake failure" may mean anything.
 */
function isClientCertificateAlert(code: string): boolean {
  return /^ERR_SSL_.*ALERT_(CERTIFICATE_|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA$)/.test(code);
}

const reasons: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the host name does not exist",
  EAI_AGAIN: "the host name could not be looked up",
  "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE": HANDSHAKE_ENDED,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: HANDSHAKE_ENDED,
  ERR_SSL_WRONG_VERSION_NUMBER: "no TLS there: is it a plain http address?",
  UND_ERR_CONNECT_TIMEOUT: "no connection within 10 s",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stopped half-way",
  UND_ERR_SOCKET: "the connection was lost before the answer was complete",
  ECONNRESET: "the connection was reset before the answer was complete",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "the answer is larger than 10 MiB",
  UND_ERR_HEADERS_OVERFLOW: "the answer's headers are larger than 64 KiB",
};
