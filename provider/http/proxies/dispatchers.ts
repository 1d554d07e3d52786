import { rootCertificates } from "node:tls";
import type { Dispatcher, Pool, ProxyAgent } from "undici";
import { USER_AGENT } from "../userAgent";
import { chooseProxy, type HttpProxy, type Proxies, percentDecoded, proxyUrl } from "./proxies";
import { NoTunnelError } from "./proxyErrors";
import { undiciParts } from "./undiciParts";

export interface ConnectionOptions {
  /** Certificate authorities in PEM, instead of the system's. */
  readonly caCertificate?: string | undefined;
  /** Our own certificate in PEM, for servers that ask for one. */
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: { reveal(): string } | undefined;
  /** False disables the check of certificates. Default true. */
  readonly verify?: boolean | undefined;
  /** Milliseconds until the answer's headers, and between two chunks of its body. Default 30 s. */
  readonly answerTimeoutMs?: number | undefined;
  /** Default: every request goes straight to the cloud. */
  readonly proxies?: Proxies | undefined;
}

/**
 * How long an idle connection stays open: longer than any gap between two polls (polling/schedule.ts), or each would open a new
 * one, as with undici's default of 4 s. The cloud may announce a shorter time, or just close it.
 */
export const KEEP_ALIVE_MS = 200_000;

/** A list of 500 images is about 1 MB; no answer of these APIs is larger than this. */
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

const NO_PROXIES: Proxies = { except: [] };

/** The dispatcher for a request, and the proxy that it uses. */
export interface Route {
  readonly dispatcher: Dispatcher;
  readonly proxy?: HttpProxy | undefined;
}

export interface Dispatchers {
  /** `fresh`: on a new connection. */
  route(url: URL, fresh: boolean): Route;
  close(): Promise<void>;
}

/** The connections of a cloud: pooled ones for polls and new ones for creates, each direct or through a proxy. */
export function openDispatchers(options: ConnectionOptions): Dispatchers {
  const { Agent, Pool, ProxyAgent } = undiciParts();
  const timeoutMs = options.answerTimeoutMs ?? 30_000;
  const tls = {
    timeout: 10_000,
    rejectUnauthorized: options.verify ?? true,
    ...(options.caCertificate === undefined ? {} : { ca: options.caCertificate }),
  };
  // Only for the cloud: a proxy does not get our certificate.
  const toCloud = {
    ...tls,
    ...(options.clientCertificate === undefined ? {} : { cert: options.clientCertificate }),
    ...(options.clientKey === undefined ? {} : { key: options.clientKey.reveal() }),
  };
  const common = {
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MAX_ANSWER_BYTES,
    // Keystone tokens with a catalogue come in headers larger than undici's 16 KiB
    // (docs/vendors/open-telekom-and-huawei.md#tokens).
    maxHeaderSize: 64 * 1024,
  };
  const pooled = { ...common, connections: 3, keepAliveTimeout: KEEP_ALIVE_MS };
  const single = { ...common, pipelining: 0 };
  const direct = {
    pooled: new Agent({ ...pooled, connect: toCloud }),
    fresh: new Agent({ ...single, connect: toCloud }),
  };
  const proxied = new Map<string, typeof direct | { pooled: ProxyAgent; fresh: ProxyAgent }>();
  return { route, close };

  function route(url: URL, fresh: boolean): Route {
    const choice = chooseProxy(url, options.proxies ?? NO_PROXIES);
    const kind = fresh ? "fresh" : "pooled";
    if ("direct" in choice) return { dispatcher: direct[kind] };
    const { proxy } = choice;
    const agents = proxied.get(proxy.variable) ?? {
      pooled: agentOf(proxy, pooled),
      fresh: agentOf(proxy, single),
    };
    proxied.set(proxy.variable, agents);
    return { dispatcher: agents[kind], proxy };
  }

  function agentOf(proxy: HttpProxy, connections: typeof pooled | typeof single): ProxyAgent {
    const { uri, token } = addressOf(proxy);
    return new ProxyAgent({
      ...connections,
      uri,
      headers: { "user-agent": USER_AGENT },
      ...(token === undefined ? {} : { token }),
      requestTls: toCloud,
      // An https proxy usually has a certificate from one of the system's authorities, or from the same private one.
      proxyTls: { ...tls, ...(tls.ca === undefined ? {} : { ca: [...rootCertificates, tls.ca] }) },
      // Plain http goes to the proxy itself, as with curl: many proxies open tunnels to port 443 only.
      proxyTunnel: false,
      factory: (origin: URL, more: object) => new Pool(origin, { ...connections, ...more }),
      clientFactory: (origin: URL, more: object) =>
        withTunnelErrors(new Pool(origin, { ...common, ...more }), proxy),
    });
  }

  async function close(): Promise<void> {
    const all = [direct, ...proxied.values()].flatMap(({ pooled, fresh }) => [pooled, fresh]);
    await Promise.all(all.map((dispatcher) => dispatcher.destroy()));
  }
}

/** A failure before the tunnel is open is the proxy's: the cloud has not received the request. */
function withTunnelErrors(pool: Pool, proxy: HttpProxy): Pool {
  const connect: (options: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData> =
    pool.connect.bind(pool);
  const tunnel = async (options: Dispatcher.ConnectOptions) => {
    const answer = await connect(options).catch((error: unknown) => {
      throw new NoTunnelError(proxy, undefined, error);
    });
    if (answer.statusCode === 200) return answer;
    answer.socket.on("error", () => {}).destroy();
    throw new NoTunnelError(proxy, answer.statusCode);
  };
  return Object.assign(pool, { connect: tunnel });
}

/** User and password go into a header, never into a URL that an error might repeat. */
function addressOf(proxy: HttpProxy): { uri: string; token: string | undefined } {
  const url = proxyUrl(proxy.url.reveal());
  if (url === undefined)
    throw new NoTunnelError(proxy, undefined, new Error("its address is not of the form http://host:port"));
  const { username, password } = url;
  url.username = "";
  url.password = "";
  if (username === "" && password === "") return { uri: url.href, token: undefined };
  const words = `${percentDecoded(username)}:${percentDecoded(password)}`;
  return { uri: url.href, token: `Basic ${Buffer.from(words).toString("base64")}` };
}
