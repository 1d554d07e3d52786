import type { Transport } from "../../http/transport";
import { hasError } from "./caller";

/** Hiding shorter secrets would garble every message. */
const SHORTEST = 8;

/**
 * The same transport with these secrets removed from failures: a session's uuid looks like any other uuid, so `redact`
 * cannot know it.
 */
export function hiding(transport: Transport, secrets: () => readonly string[]): Transport {
  return {
    async send(request, signal) {
      const answer = await transport.send(request, signal);
      if (answer.status >= 200 && answer.status < 300 && !hasError(answer)) return answer;
      const hidden = secrets()
        .filter((secret) => secret.length >= SHORTEST)
        .reduce((text, secret) => text.replaceAll(secret, "[secret]"), answer.text);
      return { ...answer, text: hidden };
    },
    close: () => transport.close(),
  };
}
