import { Server } from "node:net";

/** Internal to Node: not in its declarations. */
interface Internals {
  readonly _getActiveHandles?: () => readonly unknown[];
}

const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

/**
 * On the first Ctrl-C the engine calls `Cancel` on its plugins. Pulumi's provider process answers that call itself and does not
 * pass it on (seen: @pulumi/pulumi 3.270, cmd/dynamic-provider/index.js), so we listen on the server of the process. If that
 * server is not found, the first Ctrl-C goes unnoticed; the second one arrives as a signal.
 */
export function overhearCancel(cancelled: () => void): void {
  const handles = (process as unknown as Internals)._getActiveHandles?.() ?? [];
  for (const server of handles)
    if (server instanceof Server && server.listenerCount("stream") > 0)
      server.prependListener("stream", (_stream: unknown, headers?: Record<string, unknown>) => {
        if (headers?.[":path"] === CANCEL) cancelled();
      });
}
