import type { Layer, Setting } from "../layer";

/** Scheme, host, port and path of an address as people write it; neither a user nor a query fits. */
const WRITTEN = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[^/:?#@\s]+)(?::(\d{1,5}))?(\/[^?#]*)?$/i;

/**
 * The API's base URL with its context path, `http://10.0.0.1:8080/zstack`, from auth_url, or from host and port. As in
 * ZStack's own tools the scheme is http, the port 8080 and the path /zstack unless they are written
 * (docs/vendors/zstack.md#addresses-bodies-and-values, docs/vendors/zstack.md#sessions); https needs a proxy in front,
 * which is at the usual port. Anything else stays as it is, to be refused later.
 */
export function zstackAddress({ authUrl, host, port }: Layer): Setting | undefined {
  if (authUrl !== undefined) return { ...authUrl, value: completed(authUrl.value) };
  return host === undefined ? undefined : { ...host, value: completed(host.value, port?.value) };
}

function completed(written: string, givenPort?: string): string {
  const parts = WRITTEN.exec(written.trim());
  if (parts === null) return written;
  const [, scheme = "http", host = "", ownPort, path = ""] = parts;
  const port = ownPort ?? givenPort?.trim() ?? (scheme.toLowerCase() === "http" ? "8080" : undefined);
  const context = path.replace(/(?<!\/)\/+$/, "").replace(/\/v1$/, "") || "/zstack";
  return `${scheme.toLowerCase()}://${host}${port === undefined ? "" : `:${port}`}${context}`;
}
