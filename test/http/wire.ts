import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from "node:net";

/** A server on a random port of this machine, and what it got. */
export interface Wire {
  readonly url: URL;
  /** Requests so far, as "METHOD path". */
  readonly requests: string[];
  /** Connections so far. */
  connections(): number;
  close(): Promise<void>;
}

/** Speaks HTTP. */
export function httpServer(answer: RequestListener): Promise<Wire> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.keepAliveTimeout = 120_000;
  return listening(server, requests);
}

/** Says what it likes, byte by byte, once the first piece of a request has come. */
export function rawServer(play: (socket: Socket, text: string) => void): Promise<Wire> {
  const requests: string[] = [];
  const server = createSocketServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes) => {
      requests.push(String(bytes).split(" HTTP/")[0] ?? "");
      play(socket, String(bytes));
    });
  });
  return listening(server, requests);
}

/** A port of this machine on which nothing listens. */
export async function closedPort(): Promise<URL> {
  const wire = await rawServer(() => {});
  await wire.close();
  return wire.url;
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) text += piece;
  return text;
}

export async function listening(server: Server, requests: string[] = [], scheme = "http"): Promise<Wire> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: new URL(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** What a server answers. */
export type Answer = (response: ServerResponse) => void;

export const says = (status: number, body: unknown = {}, headers: Record<string, string> = {}): Answer => {
  return (response) =>
    void response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
};
export const resets: Answer = (response) => void response.socket?.resetAndDestroy();
