import { anonymous, openCaller } from "../../../http/call";
import type { Clock } from "../../../http/clock";
import type { Transport } from "../../../http/transport";
import type { Agency, CloudSettings } from "../../settings";
import { accountToken } from "./accountToken";
import { agencyFailures } from "./identityFailures";
import { givenKeys, type KeySource, signing } from "./signing";
import type { SigningClock } from "./signingClock";
import { TemporaryKeys } from "./temporaryKeys";

/** The keys of an agency: a role in another account that our user may assume. */
export function agencyKeys(
  settings: CloudSettings,
  agency: Agency,
  transport: Transport,
  clock: Clock,
  signingClock: SigningClock,
): KeySource {
  const { credentials } = settings;
  const scope = settings.domainId === undefined ? {} : { "x-domain-id": settings.domainId };
  const signer =
    credentials.kind === "accessKey" && signing(givenKeys(credentials), signingClock, async () => scope);
  const caller = openCaller(transport, signer || anonymous, agencyFailures(settings, agency), clock);
  const seconds = durationSeconds(settings);
  return new TemporaryKeys(settings, caller, clock, async () => ({
    what: `take on agency "${agency.name}" for cloud "${settings.name}"`,
    // The token that authorizes the request, unless it is signed.
    headers: signer ? {} : { "x-auth-token": await accountToken(settings, transport, clock) },
    identity: assumeRole(agency, seconds),
    seconds,
  }));
}

/**
 * `agency_name` is the table's, the SDKs' and the Terraform provider's word; samples say `xrole_name`
 * (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
 */
function assumeRole(agency: Agency, seconds: number): unknown {
  const account =
    agency.domainId === undefined ? { domain_name: agency.domainName } : { domain_id: agency.domainId };
  const role = { agency_name: agency.name, ...account, duration_seconds: seconds };
  return { methods: ["assume_role"], assume_role: role };
}

/** An hour, renewed as needed. A one-time passcode cannot renew them: then as long as Terraform's provider requests. */
function durationSeconds({ credentials }: CloudSettings): number {
  return credentials.kind === "password" && credentials.passcode !== undefined ? 12 * 3600 : 3600;
}
