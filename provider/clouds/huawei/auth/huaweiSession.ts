import type { Clock } from "../../../http/clock";
import type { Transport } from "../../../http/transport";
import { type Session, tokenSession } from "../../keystone/session";
import { TokenSource } from "../../keystone/token";
import type { CloudSettings } from "../../settings";
import { accessKeySession } from "./accessKeySession";
import { agencyKeys } from "./agencyKeys";
import { givenKeys, type KeySource } from "./signing";
import { SigningClock } from "./signingClock";
import { tokenKeys } from "./tokenKeys";

export interface HuaweiSession extends Session {
  /** The keys that sign OBS requests, whatever authorizes those to other services. */
  readonly keys: KeySource;
  readonly signingClock: SigningClock;
}

/** Open Telekom Cloud and Huawei Cloud take a token or a signature; requests for an agency are signed with its keys. */
export function huaweiSession(
  settings: CloudSettings,
  transport: Transport,
  clock: Clock,
  warn: (text: string) => void,
): HuaweiSession {
  const signingClock = new SigningClock(clock, (text) => warn(`cloud "${settings.name}": ${text}`));
  const keys = keysOf(settings, transport, clock, signingClock);
  if (keys !== undefined) {
    const session = accessKeySession(settings, keys, transport, clock, signingClock);
    return { ...session, keys, signingClock };
  }
  const session = tokenSession(settings, new TokenSource(settings, transport, clock));
  return { ...session, keys: tokenKeys(settings, session, transport, clock), signingClock };
}

function keysOf(
  settings: CloudSettings,
  transport: Transport,
  clock: Clock,
  signingClock: SigningClock,
): KeySource | undefined {
  const { agency, credentials } = settings;
  if (agency !== undefined) return agencyKeys(settings, agency, transport, clock, signingClock);
  return credentials.kind === "accessKey" ? givenKeys(credentials) : undefined;
}
