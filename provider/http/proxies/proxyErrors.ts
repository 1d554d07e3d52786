import { type CloudError, type Outcome, ProxyRefusalError, UnavailableError } from "../errors";
import { snippet } from "../redact";
import type { HttpProxy } from "./proxies";

/** Nothing has come through to the cloud: the tunnel to it was not made. Raised in undici's hands, told by `proxyError`. */
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

/** What a proxy answered in the cloud's place, or did not: told as the proxy's. */
export function proxyError(
  where: string,
  { shown, variable }: HttpProxy,
  { status, reason = "", code, cause }: Failure,
): CloudError {
  const whose = `${where}: the proxy ${shown} (${variable})`;
  const outcome: Outcome = "not-sent";
  const past = "or name the cloud's host in NO_PROXY, if it is reached without a proxy";
  if (status === 407) {
    const hint = `set ${variable} with the proxy's user and password (http://user:password@host:port, special characters as %XX); ${past}`;
    return new ProxyRefusalError(`${whose} asks for its user and password (HTTP 407)`, {
      outcome,
      hint,
      cause,
    });
  }
  const hint = `check ${variable}; ${past}`;
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
  /** In a few words, where there was no answer. */
  readonly reason?: string | undefined;
  readonly code?: string | undefined;
  readonly cause?: unknown;
}
