import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** What a provider process takes for its engine: an address on which somebody listens, and nobody answers. */
export async function listeningEngine(): Promise<{ address: string; close(): void }> {
  const server = createServer((socket) => socket.on("error", () => {}).destroy()).listen(0, "127.0.0.1");
  server.unref();
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, close: () => void server.close() };
}
