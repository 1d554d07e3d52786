import type { Cloud, CloudLocation } from "../../clouds/cloud";
import { traits } from "../../clouds/profiles/traits";
import type { CloudSettings } from "../../clouds/settings";
import { type Check, ok } from "./check";

/** With which credentials, and whose they are. Pure. */
export function wayIn({ credentials, profile, accountName, userName, userId }: CloudSettings): string {
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

/** Without an account, the user's name is the account's own (clouds/zstack/auth/loginCall.ts). */
function zstackName(accountName: string | undefined, userName: string | undefined): string {
  return accountName === undefined ? `account ${userName}` : `user ${userName} of account ${accountName}`;
}

/** Where images are made. ZStack has accounts in place of projects, and no regions. */
export function placeCheck({ profile }: Cloud, { region, projectId }: CloudLocation): Check {
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

/** Nothing tells ZStack's time zone, and a signature with another one is refused: which one was let in. */
export function timeZoneChecks({ timeZone }: Cloud, settings: CloudSettings): Check[] {
  if (timeZone === undefined) return [];
  const how = settings.timeZone === undefined ? "found out by trying: `time_zone` is not set" : "as set";
  return [ok("time zone", `requests dated by the wall clock of ${timeZone()} are let in (${how})`)];
}
