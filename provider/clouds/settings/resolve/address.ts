import { isLoopback } from "../../../http/proxies/isLoopback";
import { InvalidSettingsError } from "../invalidSettingsError";
import type { Setting } from "../layer";

/**
 * An address as it was written, without slashes at the end. Refused: what is no http(s) URL; a user or password, a
 * query or a fragment in it (addresses are printed); plain http beyond this machine, unless the connection allows it.
 * `allow` says where that is set.
 */
export function address(what: string, { value, from }: Setting, allowHttp: boolean, allow: string): string {
  const invalid = (problem: string) => new InvalidSettingsError(`${what} (${from}) ${problem}`);
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:\/\//i.test(value))
    throw invalid("is not a URL. It must begin with https://.");
  if (url.username !== "" || url.password !== "")
    throw invalid("holds a user or a password. Put them into their own settings.");
  if (url.search !== "" || url.hash !== "") throw invalid("must end before any ? or #.");
  if (url.protocol === "http:" && !allowHttp && !isLoopback(url.hostname)) {
    throw invalid(
      `is plain http, which would show the credentials to the network. Use https, or allow it: set ${allow} to true.`,
    );
  }
  return value.replace(/(?<!\/)\/+$/, "");
}
