import { Server } from "node:net";

/** Of Node's own: not in its declarations. */
interface Internals {
  readonly _getActiveHandles?: () => readonly unknown[];
}

const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

/**
 * At the first Ctrl-C the engine asks its plugins to end. The stock provider process answers that call itself and tells
 * nobody (seen: @pulumi/pulumi 3.270, cmd/dynamic-provider/index.js), so the call is overheard on the process's own server.
 * Where that is not found, nothing is heard: then the second Ctrl-C is the first to be known of, by its signal.
 */
export function overhearCancel(cancelled: () => void): void {
  const handles = (process as unknown as Internals)._getActiveHandles?.() ?? [];
  for (const server of handles)
    if (server instanceof Server && server.listenerCount("stream") > 0)
      server.prependListener("stream", (_stream: unknown, headers?: Record<string, unknown>) => {
        if (headers?.[":path"] === CANCEL) cancelled();
      });
}
