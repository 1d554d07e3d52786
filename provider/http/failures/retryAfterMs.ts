/**
 * The wait that a `Retry-After` header asks for, in milliseconds. It holds seconds or an HTTP date (RFC 9110 §10.2.3), which is
 * compared with `now`, preferably the time on the cloud's own clock. Nonsense (negative, "Infinity", four hundred digits)
 * counts as no header; callers limit the rest.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  if (!/[a-z]/i.test(header)) return undefined;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
