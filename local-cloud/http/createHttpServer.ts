import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { dueFault, type FaultPlan } from "../faults/fault";
import { faultAnswer } from "../faults/faultAnswer";
import { misbehave } from "../faults/misbehave";
import type { EndpointName } from "../services";
import type { World } from "../world/world";
import type { Answer, Call } from "./answer";
import { envelope } from "./envelope";
import type { LoggedRequest } from "./loggedRequest";
import { complete, type Incoming, receive } from "./receive";
import { send } from "./send";

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
  const { method = "GET", url: target = "/", headers } = request;
  const incoming = receive(world, own, { method, target, headers, rawBody });
  const { call, found, logged } = incoming;
  if (logged === undefined) {
    send(response, incoming.answer());
    return;
  }
  const fault = found && dueFault(world, found.route.name, call.query);
  if (fault) play(fault, incoming, logged, request, response);
  else deliver(call, incoming.answer(), logged, response);
}

function deliver(call: Call, answer: Answer, logged: LoggedRequest, response: ServerResponse): void {
  logged.status = answer.status;
  send(response, complete(call, answer));
}

function play(
  fault: FaultPlan,
  { call, answer: answerIt }: Incoming,
  logged: LoggedRequest,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  logged.fault = fault.kind;
  if (fault.kind === "delay") {
    const answer = answerIt();
    setTimeout(() => deliver(call, answer, logged, response), fault.delayMs).unref();
    return;
  }
  // Reading has no effect, so half of a real answer may be shown; a write that must not happen gets an error to cut up.
  const real = fault.applied || ["GET", "HEAD"].includes(call.method) ? answerIt() : undefined;
  const answer = faultAnswer(call, fault) ?? real ?? envelope(call, call.service, 503);
  logged.status = misbehave(fault, request, response, complete(call, answer));
}
