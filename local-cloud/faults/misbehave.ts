import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "../http/answer";
import { send, withLength } from "../http/send";
import type { FaultPlan } from "./fault";

/** Plays a fault of the connection; `answer` is what the service would have said. Returns the status that was sent. */
export function misbehave(
  fault: FaultPlan,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): number | null {
  const { socket } = request;
  const half = () => answer.body.slice(0, Math.ceil(answer.body.length / 2));
  switch (fault.kind) {
    case "reset":
      socket.resetAndDestroy();
      return null;
    case "noHeaders":
      return null; // close() ends the socket
    case "garbage":
      socket.end("\u0000\u0001 this is not HTTP\r\n\r\n");
      return null;
    case "truncate":
      response.writeHead(answer.status, withLength(answer));
      response.write(half(), () => socket.end());
      return answer.status;
    case "resetBody":
      response.writeHead(answer.status, withLength(answer));
      // The half must have left before the RST, which discards what is still to be sent.
      response.write(half(), () => setTimeout(() => socket.resetAndDestroy(), 20));
      return answer.status;
    case "stallBody":
      response.writeHead(answer.status, withLength(answer));
      response.write(half());
      return answer.status;
    default:
      send(response, answer);
      return answer.status;
  }
}
