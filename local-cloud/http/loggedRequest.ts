import type { IncomingHttpHeaders } from "node:http";
import type { World } from "../world/world";
import type { ServiceName } from "./answer";

/** What arrived, with nothing in it that could be used to sign in. */
export interface LoggedRequest {
  readonly n: number;
  readonly at: string;
  profile: string | null;
  readonly service: ServiceName | null;
  /** The route's stable name; `null` for a path that no service has. */
  readonly route: string | null;
  readonly method: string;
  /** With the service's prefix, without the query. */
  readonly path: string;
  readonly query: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  /** `null` while unanswered, and for ever where a fault took the answer away before its first byte. */
  status: number | null;
  readonly requestId: string;
  fault?: string;
  readonly warnings: string[];
}

const plainHeaders = [
  "accept",
  "accept-encoding",
  "accept-language",
  "connection",
  "content-length",
  "content-type",
  "expect",
  "date",
  "host",
  "openstack-api-version",
  "transfer-encoding",
  "user-agent",
  "x-api-timeout",
  "x-job-uuid",
  "x-idp-id",
  "x-language",
  "x-metadata-token-ttl-seconds",
  "x-obs-date",
  "x-project-id",
  "x-sdk-date",
];
const secretHeaders = [
  "authorization",
  "cookie",
  "x-auth-token",
  "x-metadata-token",
  "x-obs-security-token",
  "x-security-token",
  "x-service-token",
  "x-subject-token",
];
const mask = "***";

export function safeHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const safe: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (plainHeaders.includes(name)) safe[name] = String(value);
    else if (secretHeaders.includes(name)) safe[name] = mask;
  }
  return safe;
}

/** A body that is not JSON may hold anything: only its length is kept where secrets travel. */
export function safeBody(service: ServiceName | null, rawBody: string): unknown {
  if (rawBody === "") return null;
  try {
    return masked(JSON.parse(rawBody), false);
  } catch {
    return ["iam", "keystone", "zstack", "metadata"].includes(service ?? "") ? mask : rawBody.slice(0, 2000);
  }
}

/** The uuid of a session is all that it takes to use it. */
export const safePath = (path: string): string =>
  path.replace(/^(\/zstack\/v1\/accounts\/sessions\/)[^/]+/, `$1${mask}`);

/** `insideToken`: in `{"token": {"id": …}}` the id is the secret itself. */
function masked(value: unknown, insideToken: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, false));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const secret = /password|secret|passcode|securitytoken/i.test(key) || (insideToken && key === "id");
      return [
        key,
        secret && typeof inner !== "object" ? mask : masked(inner, key === "token" || key === "id_token"),
      ];
    }),
  );
}

export function queryObject(query: URLSearchParams): Record<string, string | string[]> {
  const object: Record<string, string | string[]> = {};
  for (const key of new Set(query.keys())) {
    const values = query.getAll(key);
    object[key] = values.length === 1 ? (values[0] as string) : values;
  }
  return object;
}

export function logRequest(
  world: World,
  entry: Omit<LoggedRequest, "n" | "at" | "status" | "warnings">,
): LoggedRequest {
  world.requestCount += 1;
  const logged: LoggedRequest = {
    n: world.requestCount,
    at: new Date(world.clock.now()).toISOString(),
    ...entry,
    status: null,
    warnings: [],
  };
  world.requests.push(logged);
  return logged;
}
