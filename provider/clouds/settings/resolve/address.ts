import { isLoopback } from "../../../http/proxies/isLoopback";
import { InvalidSettingsError } from "../invalidSettingsError";
import type { Found } from "../layer";

/**
 * An address as it was written, without slashes at the end. Refused: what is no http(s) URL; a user or password, a
 * query or a fragment in it (addresses are printed); plain http beyond this machine, unless the connection allows it.
 * `allow` says where that is set.
 */
export function address(what: string, { value, from }: Found, allowHttp: boolean, allow: string): string {
  const wrong = (why: string) => new InvalidSettingsError(`${what} (${from}) ${why}`);
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:\/\//i.test(value))
    throw wrong("is not a URL. It must begin with https://.");
  if (url.username !== "" || url.password !== "")
    throw wrong("holds a user or a password. Put them into their own settings.");
  if (url.search !== "" || url.hash !== "") throw wrong("must end before any ? or #.");
  if (url.protocol === "http:" && !allowHttp && !isLoopback(url.hostname)) {
    throw wrong(
      `is plain http, which would show the credentials to the network. Use https, or allow it: set ${allow} to true.`,
    );
  }
  return value.replace(/(?<!\/)\/+$/, "");
}
