import { effectiveSettings, type World } from "../../world/world";

/** The server's wall clock, without its zone. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once for each zone: to make one takes a hundred times as long as to use it. */
function clockIn(timeZone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  clocks.set(timeZone, clock);
  return clock;
}

export function wallClock(ms: number, timeZone: string): WallClock {
  const parts = clockIn(timeZone).formatToParts(ms);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}

/** Its digits read as if they were UTC: for the difference of two wall clocks. */
export const digitsAsUtc = (at: WallClock): number =>
  Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);

export const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number): string => String(value).padStart(2, "0");

const local = (world: World, ms: number): WallClock => wallClock(ms, effectiveSettings(world).zstackTimeZone);

/**
 * `Jun 7, 2017 9:20:28 PM`: Gson's default for a timestamp, in the server's zone, which it does not tell
 * (docs/vendors/zstack.md#addresses-bodies-and-values).
 */
export function timestamp(world: World, ms: number): string {
  const { year, month, day, hour, minute, second } = local(world, ms);
  const half = hour < 12 ? "AM" : "PM";
  return `${months[month - 1]} ${day}, ${year} ${hour % 12 || 12}:${two(minute)}:${two(second)} ${half}`;
}

/** `2017-06-07 21:20:28`: how the database compares times in queries. */
export function sqlTime(world: World, ms: number): string {
  const { year, month, day, hour, minute, second } = local(world, ms);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}
