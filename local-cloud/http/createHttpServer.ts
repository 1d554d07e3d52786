import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { dueFault, type FaultPlan } from "../faults/fault";
import { faultAnswer } from "../faults/faultAnswer";
import { misbehave } from "../faults/misbehave";
import { cloudTime } from "../identity/verifySignature";
import { type EndpointName, prefixes, routes } from "../services";
import type { World } from "../world/world";
import type { Answer, Call, ServiceName } from "./answer";
import { envelope } from "./envelope";
import {
  type LoggedRequest,
  logRequest,
  queryObject,
  safeBody,
  safeHeaders,
  safePath,
} from "./loggedRequest";
import { type Match, match, methodsOf } from "./route";
import { send } from "./send";
import { serve } from "./serve";
import { serviceHeaders } from "./serviceHeaders";

/** All services, each below a prefix; or one alone, at the root. */
export function createHttpServer(world: World, own?: EndpointName): Server {
  const server = createServer({ maxHeaderSize: 64 * 1024, keepAliveTimeout: 65_000 }, (request, response) => {
    let rawBody = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      rawBody += chunk;
    });
    request.on("end", () => respond(world, own, request, response, rawBody));
    request.on("error", () => response.destroy()); // the client left; there is nobody to answer
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  return server;
}

function respond(
  world: World,
  own: EndpointName | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  rawBody: string,
): void {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const place = placeOf(request.url ?? "/", url, own);
  const { service } = place;
  const method = request.method ?? "GET";
  const found = service && match(routes, service, method, place.rest);
  const methods = service && !found ? methodsOf(routes, service, place.rest) : [];
  const call = newCall(world, request, { service: "iam", ...place }, method, url, rawBody, found);
  if (service === "admin") {
    send(response, serve(call, found, []));
    return;
  }
  const logged = logRequest(world, {
    profile: null,
    service: service ?? null,
    route: found?.route.name ?? null,
    method,
    path: safePath(own === undefined ? place.path : `/${own}${place.path}`),
    query: queryObject(url.searchParams),
    headers: safeHeaders(request.headers),
    body: safeBody(service ?? null, rawBody),
    requestId: call.requestId,
  });
  const fault = found && dueFault(world, found.route.name, call.query);
  if (fault) play(fault, call, found, logged, request, response);
  else deliver(call, answerOf(call, found, logged, methods), logged, response);
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
  request: IncomingMessage,
  { service, path, rest }: Place,
  method: string,
  url: URL,
  rawBody: string,
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
    headers: request.headers,
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
  methods: readonly string[] = [],
): Answer {
  const answer = serve(call, found, methods);
  logged.profile = call.seenProfile ?? null;
  logged.warnings.push(...call.warnings);
  for (const text of call.warnings) call.world.warn(`${logged.route}: ${text}`);
  return answer;
}

const complete = (call: Call, answer: Answer): Answer => ({
  ...answer,
  headers: {
    date: new Date(cloudTime(call)).toUTCString(),
    ...serviceHeaders(call, answer),
    ...answer.headers,
  },
});

function deliver(call: Call, answer: Answer, logged: LoggedRequest, response: ServerResponse): void {
  logged.status = answer.status;
  send(response, complete(call, answer));
}

function play(
  fault: FaultPlan,
  call: Call,
  found: Match,
  logged: LoggedRequest,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  logged.fault = fault.kind;
  if (fault.kind === "delay") {
    const answer = answerOf(call, found, logged);
    setTimeout(() => deliver(call, answer, logged, response), fault.delayMs).unref();
    return;
  }
  // Reading has no effect, so half of a real answer may be shown; a write that must not happen gets an error to cut up.
  const real =
    fault.applied || ["GET", "HEAD"].includes(call.method) ? answerOf(call, found, logged) : undefined;
  const answer = faultAnswer(call, fault) ?? real ?? envelope(call, call.service, 503);
  logged.status = misbehave(fault, request, response, complete(call, answer));
}
