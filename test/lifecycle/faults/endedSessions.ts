import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Lab } from "../harness/lab";
import { routeOf } from "./refusedConnection";

/** All sessions end just before a call of the route is sent, from the `nth` on, `times` in a row. */
export interface SessionEnds {
  readonly kind: "sessionEnds";
  readonly route: string;
  readonly nth?: number;
  readonly times?: number;
}

/**
 * What a session that is over really looks like: a query is refused at once, and anything else is accepted, to be told by its
 * job (docs/vendors/zstack.md#sessions). Undici announces a request before it sends it, so no timing is involved.
 */
export function endSessions(lab: Lab, { route, nth = 1, times = 1 }: SessionEnds) {
  const { port } = new URL(lab.cloud.endpoints.zstack);
  let seen = 0;
  let played = 0;
  const ended: string[] = [];
  const created = (message: unknown) => {
    const { method, path, origin } = (message as { request: Record<string, string> }).request;
    if (!String(origin).endsWith(`:${port}`) || routeOf(method, path) !== route) return;
    seen += 1;
    if (seen < nth || seen >= nth + times) return;
    played += 1;
    ended.push(...lab.cloud.zstackSessions().map(({ uuid }) => uuid));
    lab.cloud.revokeTokens("zstack");
  };
  subscribe("undici:request:create", created);
  return {
    played: () => played,
    /** The uuids of those sessions. */
    ended,
    end: () => unsubscribe("undici:request:create", created),
  };
}
