import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { match } from "../../../local-cloud/http/route";
import { prefixes, routes } from "../../../local-cloud/services";
import type { Lab } from "../harness/lab";

/** Connections that are refused from the `nth` call of a route on, `times` in a row. */
export interface Refusal {
  readonly kind: "refused";
  readonly route: string;
  readonly nth?: number;
  readonly times?: number;
}

/**
 * Nothing listens when one of the calls of a refusal looks for a connection, kept ones being gone too; for all other
 * calls the cloud is up. Undici announces a request before it takes a connection for it, so no timing is involved.
 */
export function refuse(lab: Lab, { route, nth = 1, times = 1 }: Refusal) {
  const port = new URL(lab.cloud.endpoints.iam).port;
  const open = new Set<Socket>();
  let seen = 0;
  let played = 0;
  let down = false;

  const connected = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    if (String(socket.remotePort) !== port) return;
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  };
  const created = (message: unknown) => {
    const { method, path, origin } = (message as { request: Record<string, string> }).request;
    if (!String(origin).endsWith(`:${port}`) || routeOf(method, path) !== route) return;
    seen += 1;
    if (seen < nth || seen >= nth + times) return;
    played += 1;
    down = true;
    lab.cloud.stopListening();
    for (const socket of open) socket.destroy();
  };
  const refused = () => {
    if (!down) return;
    down = false;
    void lab.clock.busy(lab.cloud.listen());
  };
  const channels = [
    ["undici:client:connected", connected],
    ["undici:request:create", created],
    ["undici:client:connectError", refused],
  ] as const;
  for (const [name, listener] of channels) subscribe(name, listener);
  return {
    played: () => played,
    ended: [], // sessions outlast it
    end: () => {
      for (const [name, listener] of channels) unsubscribe(name, listener);
    },
  };
}

/** The route of the local cloud that a request is for. */
export function routeOf(method = "", path = ""): string | undefined {
  const { pathname } = new URL(path, "http://127.0.0.1");
  const [, prefix = "", rest = ""] = /^\/([^/]*)(.*)$/.exec(pathname) ?? [];
  return match(routes, prefixes[prefix] ?? "", method, rest)?.route.name;
}
