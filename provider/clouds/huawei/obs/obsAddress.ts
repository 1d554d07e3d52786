import { isIP } from "node:net";
import { encode } from "../auth/signer";

export interface ObsAddress {
  readonly url: URL;
  /**
   * The path as it is sent and signed. A `URL` would resolve the segments `.` and `..` of a key, and so name another
   * object.
   */
  readonly path: string;
}

/**
 * The address of a bucket, or of an object in it: `https://{bucket}.obs.eu-de…/{object}`. In the path instead where the
 * host can have no further label (an IP address, this machine, an address set by hand), or where the bucket's name has
 * dots, which a certificate for `*.obs.…` does not cover. That OBS takes both forms is documented, not tried.
 */
export function obsUrl(
  base: string,
  { bucket, object, isOverride }: { bucket: string; object: string; isOverride: boolean },
): ObsAddress {
  const url = new URL(base);
  const inPath = isOverride || isLocal(url.hostname) || bucket.includes(".");
  const key = object.split("/").map(encode).join("/");
  const root = url.pathname.replace(/(?<!\/)\/+$/, "");
  if (!inPath) url.host = `${bucket}.${url.host}`;
  const path = inPath ? `${root}/${encode(bucket)}/${key}` : `${root}/${key}`;
  url.pathname = path;
  return { url, path };
}

/**
 * The resource in a signature: `/bucket/` or `/bucket/object`, encoded as sent, whether the bucket is in the host or in the
 * path.
 */
export function resourceOf({ url, path }: ObsAddress, base: URL): string {
  const root = base.pathname.replace(/(?<!\/)\/+$/, "");
  const below = path.slice(root.length);
  if (url.host === base.host) return below;
  return `/${url.host.slice(0, -(base.host.length + 1))}${below}`;
}

function isLocal(host: string): boolean {
  return host === "localhost" || isIP(host.replace(/^\[|\]$/g, "")) !== 0;
}
