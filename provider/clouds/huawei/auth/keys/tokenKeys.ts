import { type Authorizer, openCaller } from "../../../../http/call";
import type { Clock } from "../../../../http/clock";
import type { Transport } from "../../../../http/transport";
import type { CloudSettings } from "../../../settings";
import { keysFailures } from "../identityFailures";
import type { KeySource } from "../signing";
import { temporaryKeys } from "./temporaryKeys";

/**
 * Temporary keys for sessions with a token: OBS accepts only signed requests
 * (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects,
 * docs/vendors/open-telekom-and-huawei.md#temporary-keys). They are requested when they are needed.
 */
export function tokenKeys(
  settings: CloudSettings,
  session: Authorizer,
  transport: Transport,
  clock: Clock,
): KeySource {
  const caller = openCaller(transport, session, keysFailures(settings), clock);
  const seconds = 3600;
  return temporaryKeys(settings, caller, clock, async () => ({
    what: `get temporary access keys for cloud "${settings.name}"`,
    identity: { methods: ["token"], token: { duration_seconds: seconds } }, // the token itself is in the header
    seconds,
  }));
}
