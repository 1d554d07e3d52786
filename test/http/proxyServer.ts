import { createServer, request } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import { connect, type Socket } from "node:net";
import { listening, type Wire } from "./wire";

/** What a proxy does with those who ask; by default it serves all. */
export interface ProxyRules {
  /** The status that it answers to a CONNECT in place of a tunnel. */
  readonly refuse?: number;
  /** Only to those who bring it, as `user:password`. */
  readonly login?: string;
  /** Instead of an answer to a CONNECT. */
  readonly play?: (socket: Socket) => void;
  /** Spoken to by https. */
  readonly tls?: ServerOptions;
}

export interface ProxyServer extends Wire {
  readonly logins: (string | undefined)[];
}

/** A proxy on loopback that leads every host name to one server of this machine, by tunnels and by plain http. */
export async function proxyServer(target: URL, rules: ProxyRules = {}): Promise<ProxyServer> {
  const requests: string[] = [];
  const logins: (string | undefined)[] = [];
  const server = rules.tls === undefined ? createServer() : createSecureServer(rules.tls);
  const admits = (login: string | undefined) => {
    logins.push(login);
    const wanted = rules.login && `Basic ${Buffer.from(rules.login).toString("base64")}`;
    return wanted === undefined || login === wanted;
  };
  server.on("connect", (asked, socket: Socket, head) => {
    requests.push(`CONNECT ${asked.url}`);
    socket.on("error", () => {});
    if (rules.play !== undefined) return rules.play(socket);
    const status = admits(asked.headers["proxy-authorization"]) ? rules.refuse : 407;
    if (status !== undefined) return socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const onward = connect(Number(target.port), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  });
  server.on("request", (asked, response) => {
    requests.push(`${asked.method} ${asked.url}`);
    if (!admits(asked.headers["proxy-authorization"])) return response.writeHead(407).end();
    const { pathname, search } = new URL(asked.url ?? "");
    const onward = request(
      {
        host: "127.0.0.1",
        port: target.port,
        method: asked.method,
        path: pathname + search,
        headers: asked.headers,
      },
      (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers)),
    );
    asked.pipe(onward);
  });
  const wire = await listening(server, requests, rules.tls === undefined ? "http" : "https");
  return Object.assign(wire, { logins });
}
