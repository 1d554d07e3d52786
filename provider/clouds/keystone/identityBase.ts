import type { CloudSettings } from "../settings";

/** The identity service's base URL with its version: `https://iam.eu-de.otc.t-systems.com/v3`. */
export function identityBase(settings: CloudSettings): string {
  const url = (settings.authUrl ?? "").replace(/(?<!\/)\/+$/, "");
  return /\/v3$/.test(url) ? url : `${url.replace(/\/v2\.0$/, "")}/v3`;
}
