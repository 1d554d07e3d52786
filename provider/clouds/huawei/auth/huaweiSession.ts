import type { Clock } from "../../../http/clock";
import type { Transport } from "../../../http/transport";
import { type Session, tokenSession } from "../../keystone/session";
import { TokenSource } from "../../keystone/token";
import { traits } from "../../profiles/traits";
import type { CloudSettings } from "../../settings";
import { accessKeySession } from "./accessKeySession";
import { agencyKeys } from "./keys/agencyKeys";
import { federatedKeys } from "./keys/federatedKeys";
import { ownKeys } from "./keys/ownKeys";
import { tokenKeys } from "./keys/tokenKeys";
import type { KeySource } from "./signing";
import { SigningClock } from "./signingClock";

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
  if (credentials.kind === "federation" && traits[settings.profile].federation === "temporaryKeys")
    return federatedKeys(credentials, settings, transport, clock);
  return ownKeys(settings, clock);
}
