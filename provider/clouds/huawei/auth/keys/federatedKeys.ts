import { anonymous, openCaller } from "../../../../http/call";
import type { Clock } from "../../../../http/clock";
import type { Transport } from "../../../../http/transport";
import { federatedToken } from "../../../keystone/federatedToken";
import type { CloudSettings, Credentials } from "../../../settings";
import { keysFailures } from "../identityFailures";
import type { KeySource } from "../signing";
import { durationSeconds, temporaryKeys } from "./temporaryKeys";

/**
 * The temporary keys of a federated user: Huawei Cloud advises to sign with these, and its SDKs do
 * (docs/vendors/open-telekom-and-huawei.md#federation). The token goes into the body alone, as the page advises.
 */
export function federatedKeys(
  federation: Extract<Credentials, { kind: "federation" }>,
  settings: CloudSettings,
  transport: Transport,
  clock: Clock,
): KeySource {
  const caller = openCaller(transport, anonymous, keysFailures(settings), clock);
  const seconds = durationSeconds(settings);
  return temporaryKeys(settings, caller, clock, async () => {
    const { id } = await federatedToken(federation, settings, transport, clock);
    return {
      what: `get temporary access keys for cloud "${settings.name}"`,
      identity: { methods: ["token"], token: { id, duration_seconds: seconds } },
      seconds,
    };
  });
}
