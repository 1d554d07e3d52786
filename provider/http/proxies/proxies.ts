import { BlockList, isIP } from "node:net";
import { isLoopback } from "./isLoopback";

/** A proxy that an environment variable names. */
export interface HttpProxy {
  readonly variable: string;
  /** Without user and password: `http://proxy.example:3128`. */
  readonly address: string;
  /** As it was set: with user and password. */
  readonly url: { reveal(): string };
}

export interface Proxies {
  readonly http?: HttpProxy | undefined;
  readonly https?: HttpProxy | undefined;
  /** What NO_PROXY names. */
  readonly except: readonly string[];
}

/** The URL in a variable; without a scheme it is http. Undefined if it cannot be used. */
export function proxyUrl(text: string): URL | undefined {
  const trimmed = text.trim();
  const address = trimmed.includes("://") ? trimmed : `http://${trimmed}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== "" ? url : undefined;
}

/** Decodes the user or the password of a URL. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // it has a percent sign that encodes nothing
  }
}

/** The proxy that a request uses, or why it uses none. */
export type ProxyChoice =
  | { readonly proxy: HttpProxy }
  | { readonly direct: "none" | "loopback" | "excepted" };

/**
 * The same rules as undici's EnvHttpProxyAgent: without HTTPS_PROXY, HTTP_PROXY is also used for https. Requests to this machine
 * never use a proxy: `localhost` would be the proxy's own host.
 */
export function chooseProxy(url: URL, { http, https, except }: Proxies): ProxyChoice {
  const proxy = url.protocol === "https:" ? (https ?? http) : http;
  if (proxy === undefined) return { direct: "none" };
  const host = url.hostname.replace(/\.$/, "");
  if (isLoopback(host) || host.endsWith(".localhost")) return { direct: "loopback" };
  return except.some((entry) => covers(entry, host, portOf(url))) ? { direct: "excepted" } : { proxy };
}

function portOf({ protocol, port }: URL): string {
  if (port !== "") return port;
  return protocol === "https:" ? "443" : "80";
}

/**
 * An entry is `*`, a domain (and all below it) with or without a leading dot, an address, or a block; each with or without
 * a port.
 */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  const [, name = "", only] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [undefined, entry];
  if (only !== undefined && only !== port) return false;
  const wanted = bare(name.toLowerCase());
  const requested = bare(host);
  if (isIP(requested) !== 0) return sameAddress(wanted, requested);
  const domain = wanted.replace(/^\*?\./, "").replace(/\.$/, "");
  return domain !== "" && (requested === domain || requested.endsWith(`.${domain}`));
}

function sameAddress(wanted: string, requested: string): boolean {
  const [address = "", bits] = wanted.split("/");
  const family = isIP(address);
  if (family === 0 || family !== isIP(requested)) return false;
  const length = bits === undefined ? (family === 4 ? 32 : 128) : Number(bits);
  if (!Number.isInteger(length) || length < 0 || length > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const block = new BlockList();
  block.addSubnet(address, length, type);
  return block.check(requested, type);
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
