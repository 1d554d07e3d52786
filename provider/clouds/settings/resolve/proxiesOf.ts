import { type HttpProxy, type Proxies, proxyUrl } from "../../../http/proxies/proxies";
import { Secret } from "../secret";
import type { Sources } from "../sources";

export function proxiesOf({ env }: Sources): { proxies?: Proxies } {
  const http = proxyOf("http_proxy", env);
  const https = proxyOf("https_proxy", env);
  if (http === undefined && https === undefined) return {};
  const except = (env[spellingOf("no_proxy", env)] ?? "").split(/[\s,]+/).filter(Boolean);
  return { proxies: { http, https, except } };
}

/** User and password, which many proxies' variables hold, are separated from the address that is shown. */
function proxyOf(name: string, env: Sources["env"]): HttpProxy | undefined {
  const variable = spellingOf(name, env);
  const value = env[variable] ?? "";
  if (value.trim() === "") return undefined;
  const url = proxyUrl(value);
  const address = url === undefined ? "(its address cannot be read)" : `${url.protocol}//${url.host}`;
  return { variable, address, url: new Secret(value) };
}

/** The lower-case spelling takes precedence, as for curl and undici, even if it is empty, which disables the other one. */
function spellingOf(small: string, env: Sources["env"]): string {
  return env[small] === undefined ? small.toUpperCase() : small;
}
