import type { Authorizer } from "../../http/call";
import type { Clock } from "../../http/clock";
import type { Transport } from "../../http/send";
import { type CloudSettings, InvalidSettingsError } from "../settings";
import { keySession } from "./keySession";
import { passwordSession } from "./passwordSession";

export interface ZstackSession extends Authorizer {
  /** Whose images are seen; empty where it is not known. */
  accountUuid(): Promise<string>;
  /**
   * Does the work, and once more after a new log-in when it ends with ID.1001. Only for work that a session which is
   * over keeps from beginning: ZStack accepts the call all the same, and tells in its job (api-zstack §1.3, §1.4).
   */
  renewing<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Never throws. */
  close(): Promise<void>;
  /** What an answer might echo, and nobody may see. */
  secrets(): readonly string[];
}

export function zstackSession(
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
