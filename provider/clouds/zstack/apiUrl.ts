import type { CloudSettings } from "../settings";

/** A URL of the API below its version, `http://10.0.0.1:8080/zstack/v1/images?limit=1`; lists repeat a name. */
export function apiUrl(
  settings: Pick<CloudSettings, "authUrl">,
  path: string,
  query: Readonly<Record<string, string | readonly string[]>> = {},
): URL {
  const url = new URL(`${settings.authUrl}/v1${path}`);
  for (const [name, value] of Object.entries(query))
    for (const one of [value].flat()) url.searchParams.append(name, one);
  return url;
}
