import type { FailureTable } from "../../http/failures/failureOf";
import { endOf } from "../idTokens/endOf";
import { traits } from "../profiles/traits";
import { type CloudSettings, type Credentials, whereToSet } from "../settings";
import { isNotIdentityService, loginFailures, wrongAddress } from "./failures";

type Federation = Extract<Credentials, { kind: "federation" }>;

/**
 * The failures of exchanging an id token. Keystone says 400 or 401 where the mapping gives nobody, and 404 for an unknown
 * identity provider; a web server before it refuses the token with a page, or sends to a log-in for people
 * (docs/vendors/openstack.md#federation). What IAM says is not written.
 */
export function federationFailures(
  settings: CloudSettings,
  federation: Federation,
  token: string,
  now: number,
): FailureTable {
  const ofLogin = loginFailures(settings);
  const ended = endedHint(settings, federation, token, now);
  const trust = trustHint(settings, federation);
  return (complaint) => {
    const { status, message } = complaint;
    if (status === 302 || status === 303)
      return { kind: "credentials", hint: noBearer(settings, federation) };
    if (status === 404 && isNotIdentityService(complaint))
      return { kind: "credentials", hint: `${wrongAddress(settings)}. Else ${trust}` };
    if (status === 401 && ended !== undefined) return { kind: "credentials", hint: ended };
    if (/\bmap\b|mapping|group/i.test(message) && status < 500)
      return {
        kind: "credentials",
        hint: `let a rule of the identity provider's mapping give this job a group. ${trust}`,
      };
    if ([400, 401, 403, 404].includes(status)) return { kind: "credentials", hint: trust };
    return ofLogin(complaint);
  };
}

/** What the exchange depends on, in the order in which people get it wrong. */
function trustHint(settings: CloudSettings, federation: Federation): string {
  const { identityProvider, protocol, idToken } = federation;
  const audience =
    idToken.how === "github"
      ? `its audience (set ${whereToSet("accessTokenAudience", settings)}), `
      : "its audience, ";
  return `compare what the id token says with what the cloud expects of identity provider "${identityProvider}" (protocol ${protocol}): its issuer, ${audience}its subject in the mapping's rules, and its signing key; or name another provider: set ${whereToSet("identityProvider", settings)}`;
}

/** Only said after a refusal: this machine's clock may be wrong. */
function endedHint(
  settings: CloudSettings,
  { idToken }: Federation,
  token: string,
  now: number,
): string | undefined {
  if (idToken.how === "github") return undefined; // just given out
  const end = endOf(token);
  if (end === undefined || end > now) return undefined;
  const at = `the id token ended at ${new Date(end).toISOString().replace(/\.\d+/, "")}`;
  if (idToken.how === "file") return `${at}: whoever writes ${idToken.path} has to renew it in time`;
  return `${at}, and ${idToken.from} holds no newer one: start the job again; where waits are longer than a token lives, name a file that is renewed: set ${whereToSet("accessTokenFile", settings)}`;
}

function noBearer(settings: CloudSettings, { identityProvider }: Federation): string {
  const whose = traits[settings.profile].isHuaweiFamily ? "the cloud" : "the web server before Keystone";
  return `${whose} sends tokens of identity provider "${identityProvider}" to a log-in for people: its operator has to let it take bearer tokens; or use an application credential`;
}
