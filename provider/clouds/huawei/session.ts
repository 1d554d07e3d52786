import type { Clock } from "../../http/clock";
import type { Transport } from "../../http/send";
import { type Session, tokenSession } from "../keystone/session";
import { TokenSource } from "../keystone/token";
import type { CloudSettings } from "../settings";
import { accessKeySession } from "./accessKeySession";
import { AgencyKeys } from "./agency";
import { givenKeys, type KeySource } from "./signing";
import { SigningClock } from "./signingClock";

/** Open Telekom Cloud and Huawei Cloud take a token or a signature; whoever acts for an agency signs with its keys. */
export function huaweiSession(
  settings: CloudSettings,
  transport: Transport,
  clock: Clock,
  warn: (text: string) => void,
): Session {
  const signingClock = new SigningClock(clock, (text) => warn(`cloud "${settings.name}": ${text}`));
  const keys = keysOf(settings, transport, clock, signingClock);
  if (keys === undefined) return tokenSession(settings, new TokenSource(settings, transport, clock));
  return accessKeySession(settings, keys, transport, clock, signingClock);
}

function keysOf(
  settings: CloudSettings,
  transport: Transport,
  clock: Clock,
  signingClock: SigningClock,
): KeySource | undefined {
  const { agency, credentials } = settings;
  if (agency !== undefined) return new AgencyKeys(settings, agency, transport, clock, signingClock);
  return credentials.kind === "accessKey" ? givenKeys(credentials) : undefined;
}
