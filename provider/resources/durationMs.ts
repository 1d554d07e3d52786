const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const shape = /^(\d+(?:\.\d+)?(ms|s|m|h))+$/;

/** "90s", "30m", "1h30m" (Go's durations, which Pulumi's customTimeouts use too) in milliseconds. */
export function durationMs(text: string): number | undefined {
  if (!shape.test(text)) return undefined;
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g);
  return [...parts].reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ""] ?? 0), 0);
}
