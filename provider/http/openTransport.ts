import { CloudError, InterruptedError, type Outcome, UnavailableError } from "./errors";
import { transportError, whereSet } from "./failures/transportError";
import { openLimit } from "./openLimit";
import { type Dispatchers, openDispatchers } from "./proxies/dispatchers";
import { isLoopback } from "./proxies/isLoopback";
import type { HttpProxy } from "./proxies/proxies";
import {
  type HttpAnswer,
  type HttpRequest,
  pathOf,
  type Transport,
  type TransportOptions,
} from "./transport";
import { USER_AGENT } from "./userAgent";

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
        hint: `use an https URL, or allow it: set ${whereSet("allowHttp", options)} to true`,
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
