import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A reverse proxy on loopback that notes every call on its way to a service. */
export interface Recorder {
  readonly url: string;
  close(): Promise<void>;
}

export async function record(target: string, note: (call: string) => void): Promise<Recorder> {
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, answer) => {
    const path = new URL(incoming.url ?? "/", target).pathname;
    note(
      `${incoming.method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}").replace(/[0-9a-f]{32}/g, "{project}")}`,
    );
    const { method, url, headers } = incoming;
    const forward = request({ hostname, port, method, path: url, headers }, (served) => {
      answer.writeHead(served.statusCode ?? 502, served.headers);
      served.pipe(answer);
    });
    forward.on("error", () => answer.destroy());
    incoming.pipe(forward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
