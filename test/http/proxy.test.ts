import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { proxiesOf } from "../../provider/clouds/settings/resolve/proxiesOf";
import { ProxyRefusalError, UnavailableError } from "../../provider/http/errors";
import { proxyServer } from "./proxyServer";
import { failure, get, opened, transport } from "./sending";
import { closedPort, httpServer, listening, type Wire } from "./wire";

const certificate = (name: string) => readFileSync(join(__dirname, "certificates", name), "utf8");
const identity = (name: string) => ({ cert: certificate(`${name}.crt`), key: certificate(`${name}.key`) });
const caCertificate = certificate("test-authority.crt");

/** What the environment says, read as settings read it. */
const from = (env: Record<string, string>) =>
  proxiesOf({ env, home: "/", cwd: "/", stackConfig: {}, readFile: () => undefined });
const https = new URL("https://cloud.example/v3?x=1");
const http = new URL("http://cloud.example:5000/v3");
const post = { method: "POST", body: "{}", fresh: true } as const;

/** A cloud named cloud.example, which only a proxy finds. */
const secureCloud = (serve?: (requests: string[]) => void): Promise<Wire> => {
  const requests: string[] = [];
  const server = createServer(identity("test-cloud"), (request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.host}`);
    serve?.(requests);
    response.end("served");
  });
  return opened(listening(server, requests, "https"));
};
const plainCloud = () => opened(httpServer((_, response) => void response.end("served")));
const proxyTo = async (cloud: Wire, rules?: Parameters<typeof proxyServer>[1]) => {
  const proxy = proxyServer(cloud.url, rules);
  await opened(proxy);
  return proxy;
};

describe("a proxy of the environment", () => {
  it("opens a tunnel to an https address; the certificate is still the cloud's", async () => {
    const cloud = await secureCloud();
    const proxy = await proxyTo(cloud);
    const { send } = transport({ caCertificate, ...from({ HTTPS_PROXY: proxy.url.href }) });
    expect((await send(get(https))).text).toBe("served");
    expect(proxy.requests).toEqual(["CONNECT cloud.example:443"]);
    expect(cloud.requests).toEqual(["GET /v3?x=1 cloud.example"]);
    const other = await failure(send(get(new URL("https://elsewhere.example/"))));
    expect(other).toMatchObject({ outcome: "not-sent", code: "ERR_TLS_CERT_ALTNAME_INVALID" });
    expect(other.message).not.toContain("proxy");
  });

  it.each(["HTTP_PROXY", "http_proxy"])("gets requests for plain http itself: %s", async (name) => {
    const cloud = await plainCloud();
    const proxy = await proxyTo(cloud);
    const { send } = transport({ allowHttp: true, ...from({ [name]: proxy.url.href }) });
    expect((await send(get(http, post))).text).toBe("served");
    expect(proxy.requests).toEqual(["POST http://cloud.example:5000/v3"]);
    expect(cloud.requests).toEqual(["POST /v3"]);
  });

  it.each([
    ["https_proxy", {}],
    ["HTTPS_PROXY", {}],
    ["http_proxy", {}], // as undici has it, where none is named for https
    ["https_proxy", { HTTPS_PROXY: "http://127.0.0.1:1", HTTP_PROXY: "http://127.0.0.1:1" }],
  ])("of https is named by %s", async (name, more) => {
    const cloud = await secureCloud();
    const proxy = await proxyTo(cloud);
    const { send } = transport({ caCertificate, ...from({ ...more, [name]: proxy.url.host }) }); // without a scheme
    expect((await send(get(https))).text).toBe("served");
  });

  it("may itself use https, also with a private certificate", async () => {
    const cloud = await secureCloud();
    const proxy = await proxyTo(cloud, { tls: identity("test-server") });
    const { send } = transport({ caCertificate, ...from({ HTTPS_PROXY: proxy.url.href }) });
    expect((await send(get(https))).text).toBe("served");
    const untrusting = transport(from({ HTTPS_PROXY: proxy.url.href }));
    const error = await failure(untrusting.send(get(https, post)));
    expect(error).toMatchObject({ outcome: "not-sent" });
    expect(error.message).toContain(`the proxy https://${proxy.url.host} (HTTPS_PROXY) cannot be used`);
  });

  it("serves polls over few connections, and each create over a new one", async () => {
    const cloud = await secureCloud();
    const proxy = await proxyTo(cloud);
    const { send } = transport({ caCertificate, ...from({ HTTPS_PROXY: proxy.url.href }) });
    await Promise.all(Array.from({ length: 20 }, () => send(get(https))));
    expect(proxy.requests).toHaveLength(3);
    for (let count = 0; count < 5; count += 1) await send(get(https, post));
    expect(proxy.requests).toHaveLength(8);
    expect(cloud.requests).toHaveLength(25);
  });

  it("gets the user and password of its address, which no message shows", async () => {
    const cloud = await secureCloud();
    const proxy = await proxyTo(cloud, { login: "lab:canary@1" });
    const by = (login: string) =>
      transport({ caCertificate, ...from({ HTTPS_PROXY: `http://${login}@${proxy.url.host}` }) });
    expect((await by("lab:canary%401").send(get(https, post))).text).toBe("served");
    const error = await failure(by("lab:canary-wrong").send(get(https, post)));
    expect(error).toBeInstanceOf(ProxyRefusalError);
    expect(error).toMatchObject({ outcome: "not-sent", status: undefined });
    expect(error.message).toBe(
      `POST cloud.example: the proxy http://${proxy.url.host} (HTTPS_PROXY) asks for its user and password (HTTP 407)`,
    );
    expect(`${error.message} ${error.hint} ${String(error.cause)}`).not.toContain("canary");
    expect(cloud.requests).toHaveLength(1);
  });

  it("gets its user and password for plain http, too", async () => {
    const cloud = await plainCloud();
    const proxy = await proxyTo(cloud, { login: "lab:right" });
    const { send } = transport({ allowHttp: true, ...from({ HTTP_PROXY: proxy.url.href }) });
    const error = await failure(send(get(http, post)));
    expect(error).toMatchObject({ outcome: "not-sent" });
    expect(error.message).toContain("asks for its user and password");
    expect(cloud.requests).toEqual([]);
  });

  it.each([
    [502, UnavailableError],
    [503, UnavailableError],
    [403, ProxyRefusalError],
  ])(
    "that answers %i in place of a tunnel is named as the proxy in the error; nothing was sent",
    async (refuse, kind) => {
      const cloud = await secureCloud();
      const proxy = await proxyTo(cloud, { refuse });
      const { send } = transport({ caCertificate, ...from({ HTTPS_PROXY: proxy.url.href }) });
      const error = await failure(send(get(https, post)));
      expect(error).toBeInstanceOf(kind);
      expect(error.outcome).toBe("not-sent");
      expect(error.message).toContain(`(HTTPS_PROXY) does not connect to the cloud: it answered ${refuse}`);
      expect(error.hint).toContain("NO_PROXY");
      expect(cloud.requests).toEqual([]);
    },
  );

  it.each([
    ["is reset", (socket: { resetAndDestroy(): unknown }) => void socket.resetAndDestroy(), /cannot be used/],
    ["is closed", (socket: { destroy(): unknown }) => void socket.destroy(), /cannot be used/],
    ["is not answered", () => {}, /cannot be used: no answer in time/],
  ])("whose tunnel %s has passed nothing on", async (_, play, words) => {
    const cloud = await secureCloud();
    const proxy = await proxyTo(cloud, { play });
    const { send } = transport({
      caCertificate,
      answerTimeoutMs: 1_000,
      ...from({ HTTPS_PROXY: proxy.url.href }),
    });
    const error = await failure(send(get(https, post)));
    expect(error).toMatchObject({ outcome: "not-sent" });
    expect(error.message).toMatch(words);
  });

  it.each([https, http])("that does not answer is named in the error, for %s", async (url) => {
    const at = (await closedPort()).href;
    const { send } = transport({ allowHttp: true, ...from({ HTTPS_PROXY: at, HTTP_PROXY: at }) });
    const error = await failure(send(get(url, post)));
    expect(error).toMatchObject({ outcome: "not-sent", code: "ECONNREFUSED" });
    expect(error.message).toMatch(
      /the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS?_PROXY\) cannot be used: nothing listens there/,
    );
  });

  it("of a kind that cannot be used is named in the error, without its password", async () => {
    for (const address of ["socks4://lab:canary@proxy.example", "http://lab:canary@:x", "ftp://canary@a"]) {
      const error = await failure(transport(from({ HTTPS_PROXY: address })).send(get(https, post)));
      expect(error).toMatchObject({ outcome: "not-sent" });
      expect(error.message).toContain("http://host:port");
      expect(`${error.message} ${error.hint} ${String(error.cause)}`).not.toContain("canary");
    }
  });

  it("leaves the outcome unknown of a create that is lost after the tunnel was opened", async () => {
    const cloud = await secureCloud();
    let proxy: Awaited<ReturnType<typeof proxyServer>>;
    const dying = await secureCloud(() => void proxy.close());
    proxy = await proxyTo(dying);
    const { send } = transport({ caCertificate, ...from({ HTTPS_PROXY: proxy.url.href }) });
    const error = await failure(send(get(https, post)));
    expect(error.outcome).toBe("unknown");
    expect(dying.requests).toHaveLength(1);
    expect(cloud.requests).toEqual([]);
  });
});

describe("no proxy is used", () => {
  it("for this machine, under any of its names", async () => {
    const cloud = await plainCloud();
    const dead = (await closedPort()).href;
    const { send } = transport(from({ HTTP_PROXY: dead, HTTPS_PROXY: dead }));
    for (const host of ["127.0.0.1", "localhost"]) {
      const url = new URL(cloud.url);
      url.hostname = host;
      expect((await send(get(url))).text).toBe("served");
    }
  });

  it("if the variable is empty", async () => {
    expect(from({ HTTP_PROXY: "", https_proxy: " " })).toEqual({});
  });

  it("if the lower-case variable is empty, which disables the other one", async () => {
    const named = { HTTP_PROXY: "http://p:1", HTTPS_PROXY: "http://p:2", NO_PROXY: "cloud.example" };
    expect(from({ ...named, http_proxy: "", https_proxy: "" })).toEqual({});
    expect(from({ ...named, https_proxy: "" }).proxies).toMatchObject({ http: { variable: "HTTP_PROXY" } });
    expect(from({ ...named, https_proxy: "" }).proxies?.https).toBeUndefined();
    expect(from({ ...named, no_proxy: "" }).proxies?.except).toEqual([]);
    expect(from(named).proxies).toMatchObject({
      https: { variable: "HTTPS_PROXY" },
      except: ["cloud.example"],
    });
  });
});
