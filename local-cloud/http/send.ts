import type { ServerResponse } from "node:http";
import type { Answer } from "./answer";

export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, withLength(answer));
  response.end(answer.body);
}

export const withLength = (answer: Answer): Record<string, string | number> =>
  answer.status === 204
    ? answer.headers
    : // The answer to a HEAD may tell a length without having a body.
      { "content-length": Buffer.byteLength(answer.body), ...answer.headers };
