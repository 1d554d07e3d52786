import { traits } from "../../profiles/traits";
import { InvalidSettingsError } from "../invalidSettingsError";
import type { Layer } from "../layer";
import type { Profile } from "../profile";

/** The time zone of the cloud's own clocks, where it matters: access keys of ZStack. */
export function timeZoneOf({ timeZone }: Layer, profile: Profile): { timeZone?: string } {
  if (timeZone === undefined || !traits[profile].signsInLocalTime) return {};
  // By its name in the tz database: ZStack does not read offsets such as +08:00
  // (docs/vendors/zstack.md#access-key-signatures).
  if (/^[a-z]/i.test(timeZone.value) && isKnown(timeZone.value)) return { timeZone: timeZone.value };
  throw new InvalidSettingsError(
    `time_zone (${timeZone.from}) is no time zone that is known. Give its name, such as Asia/Shanghai, Europe/Berlin or UTC.`,
  );
}

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
