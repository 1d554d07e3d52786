/**
 * The wait asked for by a `Retry-After` header, in milliseconds: seconds or an HTTP date (RFC 9110 §10.2.3), which
 * `now` is compared with: best what the cloud's own clock says.
 * Nonsense (negative, "Infinity", four hundred digits) counts as not sent; callers bound what is left.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  if (!/[a-z]/i.test(header)) return undefined;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
