import type { CloudSettings } from "../../clouds/settings";
import { chooseProxy, type Proxies } from "../../http/proxies/proxies";
import { type Check, ok } from "./check";

/** Reports for each host whether requests go through a proxy, if the environment names one. */
export function proxyChecks({ authUrl, proxies, endpoints, credentials }: CloudSettings): Check[] {
  if (proxies === undefined) return [];
  const named = [proxies.https, proxies.http].filter((proxy) => proxy !== undefined);
  const github =
    credentials.kind === "federation" && credentials.idToken.how === "github"
      ? credentials.idToken.url
      : undefined;
  const addresses = [github, authUrl, ...Object.values(endpoints)].filter((address) => address !== undefined);
  if (addresses.length === 0)
    return [ok("proxy", named.map(({ address, variable }) => `${address} (${variable})`).join(", "))];
  const hosts = new Map(addresses.map((address) => [new URL(address).host, new URL(address)]));
  return [ok("proxy", [...hosts].map(([host, url]) => `${host} ${routeText(url, proxies)}`).join("; "))];
}

function routeText(url: URL, proxies: Proxies): string {
  const way = chooseProxy(url, proxies);
  if ("proxy" in way) return `through ${way.proxy.address} (${way.proxy.variable})`;
  if (way.direct === "excepted") return "without a proxy: NO_PROXY names it";
  return way.direct === "loopback"
    ? "without a proxy: it is this machine"
    : "without a proxy: none is set for plain http";
}
