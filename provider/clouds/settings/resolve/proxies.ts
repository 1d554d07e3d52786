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

/** Its user and password are kept apart from what is shown: many a proxy is named together with them. */
function proxyOf(name: string, env: Sources["env"]): HttpProxy | undefined {
  const variable = spellingOf(name, env);
  const value = env[variable] ?? "";
  if (value.trim() === "") return undefined;
  const url = proxyUrl(value);
  const address = url === undefined ? "(its address cannot be read)" : `${url.protocol}//${url.host}`;
  return { variable, address, url: new Secret(value) };
}

/** Of both spellings the small one counts, as for curl and undici; also where it is empty, which switches the other off. */
function spellingOf(small: string, env: Sources["env"]): string {
  return env[small] === undefined ? small.toUpperCase() : small;
}
