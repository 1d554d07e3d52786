import type { Cloud, CloudLocation } from "../../clouds/cloud";
import { traits } from "../../clouds/profiles/traits";
import type { CloudSettings, IdTokenOrigin } from "../../clouds/settings";
import { type Check, ok } from "./check";

/** The kind of credentials, and the user they belong to. */
export function signInMethod({ credentials, profile, accountName, userName, userId }: CloudSettings): string {
  switch (credentials.kind) {
    case "password": {
      if (traits[profile].hasAccounts) return `password of ${zstackName(accountName, userName)}`;
      const code = credentials.passcode === undefined ? "" : ", with a one-time code";
      return `password of ${userName ?? userId}${code}`;
    }
    case "token":
      return "token; it cannot be renewed, so an `up` must end before it expires";
    case "applicationCredential":
      return "application credential";
    case "accessKey":
      return credentials.securityToken === undefined ? "access key" : "temporary access key";
    case "federation":
      return `identity provider "${credentials.identityProvider}", by ${idTokenTitle(credentials.idToken)}`;
    case "metadata":
      return `keys of this server's agency, from ${credentials.url}; renewed as needed`;
  }
}

function idTokenTitle(origin: IdTokenOrigin): string {
  switch (origin.how) {
    case "given":
      return `the id token of ${origin.from}; no newer one can be got, so a wait that outlasts it ends with an error`;
    case "file":
      return `the id token in ${origin.path}; read anew as needed`;
    case "github":
      return `an id token of this GitHub job for ${origin.audience === undefined ? "GitHub's default audience" : `audience ${origin.audience}`}; got anew as needed`;
  }
}

/** Whether requests are signed, so that signing in is not a call of its own. */
export function signsRequests({ credentials, profile }: CloudSettings): boolean {
  if (credentials.kind === "federation") return traits[profile].federation === "temporaryKeys";
  return credentials.kind === "accessKey" || credentials.kind === "metadata";
}

/** If only a user is set, it is the name of the account itself (clouds/zstack/auth/loginCall.ts). */
function zstackName(accountName: string | undefined, userName: string | undefined): string {
  return accountName === undefined ? `account ${userName}` : `user ${userName} of account ${accountName}`;
}

/** Reports where images are created: project and region. ZStack has accounts in place of projects, and no regions. */
export function projectCheck({ profile }: Cloud, { region, projectId }: CloudLocation): Check {
  if (traits[profile].hasAccounts)
    return ok(
      "account",
      projectId === "" ? "not known: ZStack does not tell whose an access key is" : projectId,
    );
  return ok(
    "project and region",
    `project ${projectId}, region ${region === "" ? "(the cloud has none)" : region}`,
  );
}

/** Reports the time zone that ZStack accepts in signatures. It refuses any other, and no call says which one it is. */
export function timeZoneChecks({ timeZone }: Cloud, settings: CloudSettings): Check[] {
  if (timeZone === undefined) return [];
  const how = settings.timeZone === undefined ? "found out by trying: `time_zone` is not set" : "as set";
  return [ok("time zone", `requests dated by the wall clock of ${timeZone()} are let in (${how})`)];
}
