import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { cloudTime } from "../identity/verifySignature";
import { type EndpointName, prefixes, routes } from "../services";
import type { World } from "../world/world";
import type { Answer, Call, ServiceName } from "./answer";
import {
  type LoggedRequest,
  logRequest,
  queryObject,
  safeBody,
  safeHeaders,
  safePath,
} from "./loggedRequest";
import { type Match, match, methodsOf } from "./route";
import { serve } from "./serve";
import { serviceHeaders } from "./serviceHeaders";

/** A request as it arrived, whole. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: string;
}

/** One whose service and route are known. */
export interface Incoming {
  readonly call: Call;
  readonly found: Match | undefined;
  /** Its entry in the log; `/_admin` has none. */
  readonly logged: LoggedRequest | undefined;
  /** Serves it; its effect is there when this returns. */
  answer(): Answer;
}

/** Finds out what a request asks for, and writes it into the log. All services, each below a prefix; or `own` alone, at the root. */
export function receive(world: World, own: EndpointName | undefined, received: Received): Incoming {
  const { method, target, headers, rawBody } = received;
  const url = new URL(target, "http://127.0.0.1");
  const place = placeOf(target, url, own);
  const { service } = place;
  const found = service && match(routes, service, method, place.rest);
  const methods = service && !found ? methodsOf(routes, service, place.rest) : [];
  const call = newCall(world, received, { service: "iam", ...place }, url, found);
  if (service === "admin") return { call, found, logged: undefined, answer: () => serve(call, found, []) };
  const logged = logRequest(world, {
    profile: null,
    service: service ?? null,
    route: found?.route.name ?? null,
    method,
    path: safePath(own === undefined ? place.path : `/${own}${place.path}`),
    query: queryObject(url.searchParams),
    headers: safeHeaders(headers),
    body: safeBody(service ?? null, rawBody),
    requestId: call.requestId,
  });
  return { call, found, logged, answer: () => answerOf(call, found, logged, methods) };
}

interface Place {
  readonly service: ServiceName;
  /** As it arrived. */
  readonly path: string;
  /** Below the prefix of the service. */
  readonly rest: string;
}

/** In an object's key `.` and `..` are words like any others. */
function placeOf(
  target: string,
  { pathname }: URL,
  own: EndpointName | undefined,
): Omit<Place, "service"> & { service?: ServiceName } {
  const path = own === "obs" || target.startsWith("/obs/") ? (target.split("?")[0] ?? "") : pathname;
  if (own !== undefined) return { service: own, path, rest: path };
  const [, prefix = "", rest = ""] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
  const service = prefixes[prefix];
  return { path, rest, ...(service && { service }) };
}

function newCall(
  world: World,
  { method, headers, rawBody }: Received,
  { service, path, rest }: Place,
  url: URL,
  found: Match | undefined,
): Call {
  const openStack = ["keystone", "cinder", "glance"].includes(service);
  return {
    world,
    service,
    method,
    path,
    rest,
    params: found?.params ?? {},
    query: url.searchParams,
    headers,
    rawBody,
    requestId: openStack ? `req-${randomUUID()}` : randomBytes(16).toString("hex"),
    now: world.clock.now(),
    warnings: [],
  };
}

function answerOf(
  call: Call,
  found: Match | undefined,
  logged: LoggedRequest,
  methods: readonly string[],
): Answer {
  const answer = serve(call, found, methods);
  logged.profile = call.seenProfile ?? null;
  logged.warnings.push(...call.warnings);
  for (const text of call.warnings) call.world.warn(`${logged.route}: ${text}`);
  return answer;
}

/** With the headers that every answer of its service has. */
export const complete = (call: Call, answer: Answer): Answer => ({
  ...answer,
  headers: {
    date: new Date(cloudTime(call)).toUTCString(),
    ...serviceHeaders(call, answer),
    ...answer.headers,
  },
});
