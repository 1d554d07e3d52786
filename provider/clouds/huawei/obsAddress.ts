import { isIP } from "node:net";
import { encode } from "./signer";

/**
 * The address of a bucket, or of an object in it: `https://{bucket}.obs.eu-de…/{object}`. In the path instead where the
 * host can have no further label (an IP address, this machine, an address set by hand), or where the bucket's name has
 * dots, which a certificate for `*.obs.…` does not cover. That OBS takes both forms is documented, not tried.
 */
export function obsUrl(
  base: string,
  { bucket, object, isOverride }: { bucket: string; object: string; isOverride: boolean },
): URL {
  const url = new URL(base);
  const inPath = isOverride || isLocal(url.hostname) || bucket.includes(".");
  const key = object.split("/").map(encode).join("/");
  const root = url.pathname.replace(/(?<!\/)\/+$/, "");
  if (inPath) url.pathname = `${root}/${encode(bucket)}/${key}`;
  else {
    url.host = `${bucket}.${url.host}`;
    url.pathname = `${root}/${key}`;
  }
  return url;
}

/** What OBS signs as the thing that is meant: `/bucket/` or `/bucket/object`, encoded as sent, wherever the bucket stands. */
export function resourceOf(url: URL, base: URL): string {
  const root = base.pathname.replace(/(?<!\/)\/+$/, "");
  const path = url.pathname.slice(root.length);
  if (url.host === base.host) return path;
  return `/${url.host.slice(0, -(base.host.length + 1))}${path}`;
}

function isLocal(host: string): boolean {
  return host === "localhost" || isIP(host.replace(/^\[|\]$/g, "")) !== 0;
}
