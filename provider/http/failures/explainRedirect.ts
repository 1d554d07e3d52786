import { snippet } from "../redact";

/** The URL of a request, and how people correct it if it is wrong. */
export interface RequestedUrl {
  readonly url: URL;
  readonly howToCorrect?: string | undefined;
}

/**
 * Says where a redirect leads, and what to do about it. It is never followed: the credentials would go to whatever host it
 * names, and a POST would become a GET.
 */
export function explainRedirect(
  requested: RequestedUrl | undefined,
  location: string | undefined,
): [said: string, hint: string] {
  const correct = requested?.howToCorrect ?? "correct the address of the service";
  const target = targetOf(requested?.url, location);
  const said = (where: string) =>
    `redirected${where}, which is not followed: it would carry the credentials away`;
  if (target === undefined) {
    const where = location
      ? ` to "${snippet(location.split("?")[0] ?? "", 200)}"`
      : ", without a word where to";
    return [said(where), `the address is not the service's own: ${correct}`];
  }
  return [
    said(` to ${snippet(target.origin + target.pathname, 200)}`),
    hintFor(target, requested?.url, correct),
  ];
}

function hintFor(target: URL, requested: URL | undefined, correct: string): string {
  if (target.hostname !== requested?.hostname)
    return `if ${target.host} is the cloud's, ask there: ${correct}; if it is a page to log in at, a portal or a proxy on the way does not let this machine through`;
  if (target.protocol === "https:" && requested.protocol === "http:")
    return `the service wants https: write ${target.origin} in place of ${requested.origin}: ${correct}`;
  if (target.origin !== requested.origin) return `the service is at ${target.origin}: ${correct}`;
  return `the service has another path than the address says: ${correct}`;
}

/** The query is never shown: it may hold a password or a token. */
function targetOf(base: URL | undefined, location: string | undefined): URL | undefined {
  if (location === undefined || location === "" || !URL.canParse(location, base?.href)) return undefined;
  const target = new URL(location, base?.href);
  return /^https?:$/.test(target.protocol) ? target : undefined;
}
