import { snippet } from "../redact";

/** What was asked, and where people correct an address that is wrong. */
export interface Asked {
  readonly url: URL;
  readonly correct?: string | undefined;
}

/**
 * Where a redirect leads, and the way out. It is never followed: it would carry the credentials to whoever it names, and turn a
 * create into a look.
 */
export function redirected(
  asked: Asked | undefined,
  location: string | undefined,
): [said: string, hint: string] {
  const correct = asked?.correct ?? "correct the address of the service";
  const target = targetOf(asked?.url, location);
  const said = (where: string) =>
    `redirected${where}, which is not followed: it would carry the credentials away`;
  if (target === undefined) {
    const where = location
      ? ` to "${snippet(location.split("?")[0] ?? "", 200)}"`
      : ", without a word where to";
    return [said(where), `the address is not the service's own: ${correct}`];
  }
  return [said(` to ${snippet(target.origin + target.pathname, 200)}`), hintFor(target, asked?.url, correct)];
}

function hintFor(target: URL, asked: URL | undefined, correct: string): string {
  if (target.hostname !== asked?.hostname)
    return `if ${target.host} is the cloud's, ask there: ${correct}; if it is a page to log in at, a portal or a proxy on the way does not let this machine through`;
  if (target.protocol === "https:" && asked.protocol === "http:")
    return `the service wants https: write ${target.origin} in place of ${asked.origin}: ${correct}`;
  if (target.origin !== asked.origin) return `the service is at ${target.origin}: ${correct}`;
  return `the service has another path than the address says: ${correct}`;
}

/** Of its query, which may hold a password or a token, nothing is told. */
function targetOf(base: URL | undefined, location: string | undefined): URL | undefined {
  if (location === undefined || location === "" || !URL.canParse(location, base?.href)) return undefined;
  const target = new URL(location, base?.href);
  return /^https?:$/.test(target.protocol) ? target : undefined;
}
