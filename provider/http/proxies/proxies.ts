import { BlockList, isIP } from "node:net";
import { isLoopback } from "./isLoopback";

/** A proxy, as a variable of the environment names it. */
export interface HttpProxy {
  readonly variable: string;
  /** Without user and password: `http://proxy.example:3128`. */
  readonly shown: string;
  /** As it was written: with them. */
  readonly url: { reveal(): string };
}

export interface Proxies {
  readonly http?: HttpProxy | undefined;
  readonly https?: HttpProxy | undefined;
  /** What NO_PROXY names. */
  readonly except: readonly string[];
}

/** The address that a variable names; without a scheme it is http. Undefined: none that could be used. */
export function proxyUrl(text: string): URL | undefined {
  const trimmed = text.trim();
  const address = trimmed.includes("://") ? trimmed : `http://${trimmed}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== "" ? url : undefined;
}

/** A user or a password out of an address. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that means itself
  }
}

/** Which way a request takes: through a proxy, or past it, and why. */
export type Way = { readonly proxy: HttpProxy } | { readonly past: "none" | "loopback" | "excepted" };

/**
 * As undici's EnvHttpProxyAgent has it: without HTTPS_PROXY that of HTTP_PROXY serves https too. This machine is never
 * asked for through a proxy: it would be the proxy's own.
 */
export function wayTo(url: URL, { http, https, except }: Proxies): Way {
  const proxy = url.protocol === "https:" ? (https ?? http) : http;
  if (proxy === undefined) return { past: "none" };
  const host = url.hostname.replace(/\.$/, "");
  if (isLoopback(host) || host.endsWith(".localhost")) return { past: "loopback" };
  return except.some((entry) => covers(entry, host, portOf(url))) ? { past: "excepted" } : { proxy };
}

function portOf({ protocol, port }: URL): string {
  if (port !== "") return port;
  return protocol === "https:" ? "443" : "80";
}

/** `*`, a domain with or without a dot before it (and all below it), an address, a block of addresses; each with a port or not. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  const [, name = "", only] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [undefined, entry];
  if (only !== undefined && only !== port) return false;
  const wanted = bare(name.toLowerCase());
  const asked = bare(host);
  if (isIP(asked) !== 0) return sameAddress(wanted, asked);
  const domain = wanted.replace(/^\*?\./, "").replace(/\.$/, "");
  return domain !== "" && (asked === domain || asked.endsWith(`.${domain}`));
}

function sameAddress(wanted: string, asked: string): boolean {
  const [address = "", bits] = wanted.split("/");
  const family = isIP(address);
  if (family === 0 || family !== isIP(asked)) return false;
  const length = bits === undefined ? (family === 4 ? 32 : 128) : Number(bits);
  if (!Number.isInteger(length) || length < 0 || length > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const block = new BlockList();
  block.addSubnet(address, length, type);
  return block.check(asked, type);
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
