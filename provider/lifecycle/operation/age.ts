/** Such as `3 h old`. `now` is in milliseconds since the epoch. */
export function ageOf(createdAt: string, now: number): string {
  const age = ageMs(createdAt, now);
  if (age !== undefined) return `${ageText(age)} old`;
  // ZStack writes times in its own zone, which it does not tell.
  return createdAt === "" ? "age unknown" : `created ${createdAt} by the cloud's clock`;
}

/** Undefined where the cloud does not tell. Its clock may be ahead of ours. */
export function ageMs(createdAt: string, now: number): number | undefined {
  const since = timeOf(createdAt);
  return since === undefined ? undefined : Math.max(0, now - since);
}

/** In milliseconds since the epoch. */
export function timeOf(createdAt: string): number | undefined {
  const time = /^\d{4}-\d\d-\d\dT/.test(createdAt) ? Date.parse(createdAt) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Such as `40 s`, `12 min`, `3 h`, `5 days`. */
export function ageText(ms: number): string {
  const [seconds, minutes, hours, days] = [1_000, 60_000, 3_600_000, 86_400_000].map((unit) =>
    Math.floor(ms / unit),
  );
  if (days !== undefined && days >= 2) return `${days} days`;
  if (hours !== undefined && hours >= 2) return `${hours} h`;
  if (minutes !== undefined && minutes >= 2) return `${minutes} min`;
  return `${seconds} s`;
}
