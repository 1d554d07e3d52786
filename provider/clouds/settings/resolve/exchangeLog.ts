import { LOG_VARIABLE } from "../../../http/log/programSecrets";
import { type HttpProxy, percentDecoded, proxyUrl } from "../../../http/proxies/proxies";
import type { CloudSettings } from "../cloudSettings";
import { Secret } from "../secret";
import { absolute, type Sources, visibleVariable } from "../sources";

/** A file, or standard error, which many mean by a mere "yes". */
export function exchangeLogOf(sources: Sources): { exchangeLog?: string } {
  const value = visibleVariable(sources, LOG_VARIABLE);
  if (value === undefined || /^(false|no|off|0)$/i.test(value)) return {};
  const isStderr = /^(stderr|true|yes|on|1)$/i.test(value);
  return { exchangeLog: isStderr ? "stderr" : absolute(value, sources) };
}

/** All secrets in the settings, and the id of an access key. */
export function secretsIn({ credentials, proxies }: CloudSettings): string[] {
  const idToken = credentials.kind === "federation" ? Object.values(credentials.idToken) : [];
  const own = [...Object.values(credentials), ...idToken].flatMap((value) =>
    value instanceof Secret ? [value.reveal()] : [],
  );
  const keyId = credentials.kind === "accessKey" ? [credentials.accessKey] : [];
  const ofProxies = [proxies?.http, proxies?.https].flatMap((proxy) => (proxy ? secretsOf(proxy) : []));
  return [...own, ...keyId, ...ofProxies].filter((text) => text !== "");
}

/** As it is written in an address, and as the proxy gets it. A user without a password is a token. */
function secretsOf({ url }: HttpProxy): string[] {
  const { username = "", password = "" } = proxyUrl(url.reveal()) ?? {};
  const secret = password === "" ? username : password;
  return [secret, percentDecoded(secret)];
}
