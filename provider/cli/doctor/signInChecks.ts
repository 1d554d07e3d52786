import type { Cloud, CloudLocation } from "../../clouds/cloud";
import { traits } from "../../clouds/profiles/traits";
import type { CloudSettings } from "../../clouds/settings";
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
  }
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
