import { UnavailableError } from "./errors";
import { interrupted } from "./failures/interrupted";
import { transportError, whereSet } from "./failures/transportError";
import { openTimeout } from "./openTimeout";
import { type Dispatchers, openDispatchers } from "./proxies/dispatchers";
import { isLoopback } from "./proxies/isLoopback";
import type { HttpProxy } from "./proxies/proxies";
import { withLightParser } from "./proxies/withLightParser";
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
  request: HttpRequest,
  dispatchers: Dispatchers,
  options: TransportOptions,
  signal?: AbortSignal,
): Promise<HttpAnswer> {
  const where = `${request.method} ${request.url.host}`;
  if (request.url.protocol === "http:" && !options.allowHttp && !isLoopback(request.url.hostname)) {
    throw new UnavailableError(
      `${where}: plain http is refused, it would show the credentials to the network`,
      {
        outcome: "not-sent",
        hint: `use an https URL, or allow it: set ${whereSet("allowHttp", options)} to true`,
      },
    );
  }
  if (signal?.aborted) throw interrupted(where, "not-sent", signal.reason);
  const limitMs = options.totalTimeoutMs ?? 60_000;
  const timeout = openTimeout(limitMs, signal);
  let proxy: HttpProxy | undefined;
  try {
    const route = dispatchers.route(request.url, request.fresh === true);
    proxy = route.proxy;
    const { answer, text } = await withLightParser(async () => {
      const answer = await route.dispatcher.request({
        origin: request.url.origin,
        path: pathOf(request),
        method: request.method,
        headers: { "user-agent": USER_AGENT, ...request.headers },
        body: request.body ?? null,
        signal: timeout.signal,
        // By default undici closes the connection after every HEAD, with which objects are read.
        reset: false,
      });
      return { answer, text: await answer.body.text() };
    });
    const headers = flatten(answer.headers);
    const requested = { url: request.url, howToCorrect: options.hostHint?.(request.url) };
    return { status: answer.statusCode, headers, text, requestId: requestIdOf(headers), requested };
  } catch (error) {
    if (signal?.aborted) throw interrupted(where, "unknown", signal.reason);
    if (timeout.signal.aborted) {
      const words = `no complete answer within ${limitMs / 1000} s`;
      throw new UnavailableError(`${where}: ${words}`, { outcome: "unknown", cause: error });
    }
    throw transportError(request, error, options, connectedProxy(request, proxy));
  } finally {
    timeout.close();
  }
}

/** The proxy, if the connection is made to it: plain http does not use a tunnel. */
function connectedProxy({ url }: HttpRequest, proxy: HttpProxy | undefined): HttpProxy | undefined {
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
 * The gateway and IMS, Cinder and Glance, IAM, and OBS each use a header of their own
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
