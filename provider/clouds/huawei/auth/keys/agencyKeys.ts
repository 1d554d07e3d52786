import { anonymous, openCaller } from "../../../../http/call";
import type { Clock } from "../../../../http/clock";
import type { Transport } from "../../../../http/transport";
import type { Agency, CloudSettings } from "../../../settings";
import { agencyFailures } from "../identityFailures";
import { type KeySource, signing } from "../signing";
import type { SigningClock } from "../signingClock";
import { accountToken } from "./accountToken";
import { ownKeys } from "./ownKeys";
import { durationSeconds, temporaryKeys } from "./temporaryKeys";

/** The keys of an agency: a role in another account that our user may assume. */
export function agencyKeys(
  settings: CloudSettings,
  agency: Agency,
  transport: Transport,
  clock: Clock,
  signingClock: SigningClock,
): KeySource {
  const own = ownKeys(settings, clock);
  const scope = settings.domainId === undefined ? {} : { "x-domain-id": settings.domainId };
  const signer = own && signing(own, signingClock, async () => scope);
  const caller = openCaller(transport, signer ?? anonymous, agencyFailures(settings, agency), clock);
  const seconds = durationSeconds(settings);
  return temporaryKeys(settings, caller, clock, async () => ({
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
