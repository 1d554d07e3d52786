import { rootCertificates } from "node:tls";
import { Agent, type Dispatcher, Pool, ProxyAgent } from "undici";
import { USER_AGENT } from "../userAgent";
import { type HttpProxy, type Proxies, proxyUrl, unescaped, wayTo } from "./proxies";
import { NoTunnelError } from "./proxyErrors";

export interface ConnectionOptions {
  /** Certificate authorities in PEM, instead of the system's. */
  readonly caCertificate?: string | undefined;
  /** What we show to a server that asks who we are, in PEM. */
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: { reveal(): string } | undefined;
  /** False switches the check of certificates off. Default true. */
  readonly verify?: boolean | undefined;
  /** Milliseconds until the answer's headers, and between two pieces of its body. Default 30 s. */
  readonly answerTimeoutMs?: number | undefined;
  /** Default: every request goes straight to the cloud. */
  readonly proxies?: Proxies | undefined;
}

/**
 * How long an idle connection is kept: longer than any gap between two looks (polling/schedule.ts), or each would connect
 * anew, as with undici's 4 s. A cloud that says when it closes, or just closes, is believed.
 */
export const KEEP_ALIVE_MS = 200_000;

/** An image list of 500 entries is about 1 MB; more than this is no answer of these APIs. */
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

const NO_PROXIES: Proxies = { except: [] };

/** What a request is handed to, and whom it then goes through. */
export interface Dispatched {
  readonly dispatcher: Dispatcher;
  readonly proxy?: HttpProxy | undefined;
}

export interface Dispatchers {
  /** `fresh`: on a connection of its own. */
  to(url: URL, fresh: boolean): Dispatched;
  close(): Promise<void>;
}

/** The connections of a cloud: those that are kept for looks, and those made for one create each; past proxies and through them. */
export function openDispatchers(options: ConnectionOptions): Dispatchers {
  const timeoutMs = options.answerTimeoutMs ?? 30_000;
  const tls = {
    timeout: 10_000,
    rejectUnauthorized: options.verify ?? true,
    ...(options.caCertificate === undefined ? {} : { ca: options.caCertificate }),
  };
  // To the cloud alone: a proxy is shown no certificate.
  const toCloud = {
    ...tls,
    ...(options.clientCertificate === undefined ? {} : { cert: options.clientCertificate }),
    ...(options.clientKey === undefined ? {} : { key: options.clientKey.reveal() }),
  };
  const common = {
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MAX_ANSWER_BYTES,
    // Keystone tokens with a catalogue come in headers of more than undici's 16 KiB
    // (docs/vendors/open-telekom-and-huawei.md#tokens).
    maxHeaderSize: 64 * 1024,
  };
  const kept = { ...common, connections: 3, keepAliveTimeout: KEEP_ALIVE_MS };
  const single = { ...common, pipelining: 0 };
  const straight = {
    pooled: new Agent({ ...kept, connect: toCloud }),
    fresh: new Agent({ ...single, connect: toCloud }),
  };
  const through = new Map<string, typeof straight | { pooled: ProxyAgent; fresh: ProxyAgent }>();
  return { to, close };

  function to(url: URL, fresh: boolean): Dispatched {
    const way = wayTo(url, options.proxies ?? NO_PROXIES);
    const kind = fresh ? "fresh" : "pooled";
    if ("past" in way) return { dispatcher: straight[kind] };
    const { proxy } = way;
    const agents = through.get(proxy.variable) ?? {
      pooled: agentOf(proxy, kept),
      fresh: agentOf(proxy, single),
    };
    through.set(proxy.variable, agents);
    return { dispatcher: agents[kind], proxy };
  }

  function agentOf(proxy: HttpProxy, connections: typeof kept | typeof single): ProxyAgent {
    const { uri, token } = addressOf(proxy);
    return new ProxyAgent({
      ...connections,
      uri,
      headers: { "user-agent": USER_AGENT },
      ...(token === undefined ? {} : { token }),
      requestTls: toCloud,
      // A proxy that is spoken to by https mostly has a certificate of the system's authorities, or of the same private one.
      proxyTls: { ...tls, ...(tls.ca === undefined ? {} : { ca: [...rootCertificates, tls.ca] }) },
      // Plain http is asked of the proxy itself, as curl does: many make tunnels to port 443 alone.
      proxyTunnel: false,
      factory: (origin: URL, more: object) => new Pool(origin, { ...connections, ...more }),
      clientFactory: (origin: URL, more: object) =>
        tunnelling(new Pool(origin, { ...common, ...more }), proxy),
    });
  }

  async function close(): Promise<void> {
    const all = [straight, ...through.values()].flatMap(({ pooled, fresh }) => [pooled, fresh]);
    await Promise.all(all.map((dispatcher) => dispatcher.destroy()));
  }
}

/** What fails before there is a tunnel is the proxy's failure: the cloud has seen nothing of the request. */
function tunnelling(pool: Pool, proxy: HttpProxy): Pool {
  const connect: (asked: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData> =
    pool.connect.bind(pool);
  const tunnel = async (asked: Dispatcher.ConnectOptions) => {
    const answer = await connect(asked).catch((error: unknown) => {
      throw new NoTunnelError(proxy, undefined, error);
    });
    if (answer.statusCode === 200) return answer;
    answer.socket.on("error", () => {}).destroy();
    throw new NoTunnelError(proxy, answer.statusCode);
  };
  return Object.assign(pool, { connect: tunnel });
}

/** User and password go in a header of their own, never in an address that an error might repeat. */
function addressOf(proxy: HttpProxy): { uri: string; token: string | undefined } {
  const url = proxyUrl(proxy.url.reveal());
  if (url === undefined)
    throw new NoTunnelError(proxy, undefined, new Error("its address is not of the form http://host:port"));
  const { username, password } = url;
  url.username = "";
  url.password = "";
  if (username === "" && password === "") return { uri: url.href, token: undefined };
  const words = `${unescaped(username)}:${unescaped(password)}`;
  return { uri: url.href, token: `Basic ${Buffer.from(words).toString("base64")}` };
}
