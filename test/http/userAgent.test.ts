import { readFileSync } from "node:fs";
import { join } from "node:path";
import { proxiesOf } from "../../provider/clouds/settings/resolve/proxiesOf";
import { USER_AGENT } from "../../provider/http/userAgent";
import { get, opened, transport } from "./sending";
import { httpServer, rawServer } from "./wire";

const { name, version } = JSON.parse(
  readFileSync(join(__dirname, "../../provider/package.json"), "utf8"),
) as { name: string; version: string };

it("is the package's name and version, and its platform", () => {
  expect(USER_AGENT.startsWith(`${name}/${version} (`)).toBe(true);
  expect(USER_AGENT).toMatch(/^[\x20-\x7e]+$/);
});

it.each(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const)("goes with a %s", async (method) => {
  const seen: (string | undefined)[] = [];
  const server = await opened(
    httpServer((request, response) => {
      seen.push(request.headers["user-agent"]);
      response.end();
    }),
  );
  await transport().send(get(server.url, { method, fresh: method === "POST" }));
  expect(seen).toEqual([USER_AGENT]);
});

it.each(["http", "https"])("goes to a proxy too: %s", async (scheme) => {
  const heads: string[] = [];
  const proxy = await opened(
    rawServer((socket, text) => {
      heads.push(text);
      socket.end("HTTP/1.1 502 No\r\ncontent-length: 0\r\n\r\n");
    }),
  );
  const env = { http_proxy: proxy.url.href };
  const proxies = proxiesOf({ env, home: "/", cwd: "/", stackConfig: {}, readFile: () => undefined });
  const sent = transport({ allowHttp: true, ...proxies }).send(get(new URL(`${scheme}://cloud.example/v3`)));
  await sent.catch(() => {});
  expect(heads).toEqual([expect.stringContaining(`user-agent: ${USER_AGENT}\r\n`)]);
  expect(heads[0]?.match(/user-agent/gi)).toHaveLength(1);
});

it("sends a path unchanged that a URL would normalize", async () => {
  const server = await opened(httpServer((_, response) => void response.end()));
  for (const path of ["/lab/a/../b", "/lab/./b", "/lab/..", "/lab//b?x=../y"])
    await transport().send(get(new URL(path, server.url), { path }));
  expect(server.requests).toEqual(["GET /lab/a/../b", "GET /lab/./b", "GET /lab/..", "GET /lab//b?x=../y"]);
});
