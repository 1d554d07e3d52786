import { type CloudError, type Outcome, ProxyRefusalError, UnavailableError } from "../errors";
import { snippet } from "../redact";
import type { HttpProxy } from "./proxies";

/**
 * There is no tunnel, so that nothing reached the cloud. It is thrown within undici; `proxyError` makes the user's error of
 * it.
 */
export class NoTunnelError extends Error {
  constructor(
    readonly proxy: HttpProxy,
    /** What the proxy answered instead of 200. */
    readonly status: number | undefined,
    cause?: unknown,
  ) {
    super(cause instanceof Error ? cause.message : "no tunnel", { cause });
  }
}

/** The error for a proxy that refuses or fails: it says that the proxy is to blame, and not the cloud. */
export function proxyError(
  where: string,
  { address, variable }: HttpProxy,
  { status, reason = "", code, cause }: Failure,
): CloudError {
  const whose = `${where}: the proxy ${address} (${variable})`;
  const outcome: Outcome = "not-sent";
  const orDirect = "or name the cloud's host in NO_PROXY, if it is reached without a proxy";
  if (status === 407) {
    const hint = `set ${variable} with the proxy's user and password (http://user:password@host:port, special characters as %XX); ${orDirect}`;
    return new ProxyRefusalError(`${whose} asks for its user and password (HTTP 407)`, {
      outcome,
      hint,
      cause,
    });
  }
  const hint = `check ${variable}; ${orDirect}`;
  if (status === undefined) {
    return new UnavailableError(`${whose} cannot be used: ${snippet(reason)}`, {
      outcome,
      code,
      hint,
      cause,
    });
  }
  const Kind = status >= 500 ? UnavailableError : ProxyRefusalError;
  return new Kind(`${whose} does not connect to the cloud: it answered ${status}`, { outcome, hint, cause });
}

interface Failure {
  readonly status?: number | undefined;
  /** In a few words, if there was no answer. */
  readonly reason?: string | undefined;
  readonly code?: string | undefined;
  readonly cause?: unknown;
}
