import { type HttpProxy, type Proxies, proxyUrl } from "../../http/proxies";
import { Secret } from "./secret";
import { type Sources, variable } from "./sources";

/** Of both spellings the small one counts, as for curl and undici. */
export function proxiesOf(sources: Sources): { proxies?: Proxies } {
  const http = proxyOf(["http_proxy", "HTTP_PROXY"], sources);
  const https = proxyOf(["https_proxy", "HTTPS_PROXY"], sources);
  if (http === undefined && https === undefined) return {};
  const except = ["no_proxy", "NO_PROXY"].map((name) => variable(sources, name)).find(Boolean) ?? "";
  return { proxies: { http, https, except: except.split(/[\s,]+/).filter(Boolean) } };
}

/** Its user and password are kept apart from what is shown: many a proxy is named together with them. */
function proxyOf(names: readonly string[], sources: Sources): HttpProxy | undefined {
  for (const name of names) {
    const value = variable(sources, name);
    if (value === undefined) continue;
    const url = proxyUrl(value);
    const shown = url === undefined ? "(its address cannot be read)" : `${url.protocol}//${url.host}`;
    return { variable: name, shown, url: new Secret(value) };
  }
  return undefined;
}
