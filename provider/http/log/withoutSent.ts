import type { HttpAnswer, HttpRequest } from "../transport";
import { SeenSecrets } from "./seenSecrets";

/** An answer as errors may quote it: what repeats a log-in must not carry its secrets into messages and states. */
export function withoutSent(answer: HttpAnswer, request: HttpRequest): HttpAnswer {
  if (!request.confidential) return answer;
  const sent = new SeenSecrets([]);
  sent.addRequest(request);
  const { location } = answer.headers;
  return {
    ...answer,
    text: sent.hideIn(answer.text),
    ...(location !== undefined && { headers: { ...answer.headers, location: sent.hideIn(location) } }),
  };
}
