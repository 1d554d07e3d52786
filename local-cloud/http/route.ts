import type { Answer, Call, ServiceName, TokenCall } from "./answer";

interface RouteHead {
  /** Stable: faults and the request log use it. */
  readonly name: string;
  readonly service: ServiceName;
  readonly method: string;
  /** Below the service's prefix, e.g. `/v2/{pid}/volumes/{id}/action`. */
  readonly pattern: string;
}

export type Route = RouteHead &
  (
    | { readonly access: "open"; handle(call: Call): Answer }
    | { readonly access: "token"; handle(call: TokenCall): Answer }
  );

const head = (name: string, line: string): RouteHead => {
  const [method = "", pattern = ""] = line.split(" ");
  return { name, service: name.split(".")[0] as ServiceName, method, pattern };
};

/** `open("iam.createToken", "POST /v3/auth/tokens", handler)` */
export const open = (name: string, line: string, handle: (call: Call) => Answer): Route => ({
  ...head(name, line),
  access: "open",
  handle,
});

export const withToken = (name: string, line: string, handle: (call: TokenCall) => Answer): Route => ({
  ...head(name, line),
  access: "token",
  handle,
});

export interface Match {
  readonly route: Route;
  readonly params: Record<string, string>;
}

/** Routes that name a segment are listed before those that take any (`images` before `{pid}`). */
export function match(
  routes: readonly Route[],
  service: string,
  method: string,
  path: string,
): Match | undefined {
  const segments = segmentsOf(path);
  for (const route of routes) {
    if (route.service !== service || route.method !== method) continue;
    const params = matchSegments(segmentsOf(route.pattern), segments);
    if (params) return { route, params };
  }
  return undefined;
}

/** Which methods a path has, in the order in which a server lists them. */
export const methodsOf = (routes: readonly Route[], service: string, path: string): string[] =>
  ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"].filter((method) => match(routes, service, method, path));

const segmentsOf = (path: string): string[] => path.split("/").filter((segment) => segment !== "");

/** A last `{name+}` takes all that is left, slashes included: the keys of objects have them. */
function matchSegments(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const rest = /^\{(.+)\+\}$/.exec(pattern.at(-1) ?? "")?.[1];
  if (rest !== undefined) {
    const fixed = pattern.length - 1;
    if (segments.length < pattern.length) return undefined;
    const params = matchSegments(pattern.slice(0, fixed), segments.slice(0, fixed));
    return params && { ...params, [rest]: segments.slice(fixed).map(decode).join("/") };
  }
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] as string;
    if (expected.startsWith("{")) params[expected.slice(1, -1)] = decode(actual);
    else if (expected !== actual) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
