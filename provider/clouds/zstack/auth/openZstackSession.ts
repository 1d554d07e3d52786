import type { Clock } from "../../../http/clock";
import type { Transport } from "../../../http/transport";
import { type CloudSettings, InvalidSettingsError } from "../../settings";
import { keySession } from "./keySession";
import { passwordSession } from "./passwordSession";
import type { ZstackSession } from "./zstackSession";

/** By an account's or a user's password, or by an access key. */
export function openZstackSession(
  settings: CloudSettings,
  transport: Transport,
  clock: Clock,
  warn: (text: string) => void,
): ZstackSession {
  const { credentials, name } = settings;
  if (credentials.kind === "accessKey") return keySession(settings, credentials, transport, clock, warn);
  if (credentials.kind === "password")
    return passwordSession(settings, credentials.password, transport, clock);
  throw new InvalidSettingsError(`The cloud "${name}" signs in in a way that ZStack does not know.`);
}
