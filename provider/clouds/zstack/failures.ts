import type { Outcome } from "../../http/errors";
import { CloudError } from "../../http/errors";
import type { FailureKind, FailureTable, KnownFailure } from "../../http/failures/failureOf";
import { ownValue } from "../../http/ownValue";
import { type CloudSettings, describedIn, whereToSet } from "../settings";

/**
 * What ZStack's error codes mean (docs/vendors/zstack.md#errors; SysErrors.java, IdentityErrors.java, conf/errorCodes).
 * Its HTTP statuses say little: every failure of a call is a 503 with a code, and what was wrong with the request is
 * text.
 */
export const zstackFailures: FailureTable = ({ status, code, message }) => {
  if (code === undefined) return byText(status, message) ?? (status < 300 ? failed : undefined);
  const failure = ownValue(byCode, code);
  if (failure !== undefined) return { ...failure, ...hintFor(message) };
  // Definite, whatever the code: a 503 does not mean "service unavailable" here.
  return status === 503 || status < 300 ? failed : undefined;
};

/** A call or a job that ended with an `error`. */
const failed: KnownFailure = { kind: "conflict", outcome: "rejected" };

/**
 * The same, with hints that name the setting: the time zone if it is not the management node's, and the address if another
 * server answers that there is no such path. With an access key there is no login, so that these calls are the first to
 * notice.
 */
export function failuresOf(settings: CloudSettings): FailureTable {
  return (complaint) => {
    const failure = zstackFailures(complaint);
    if (failure?.hint === timeZone)
      return { ...failure, hint: `${timeZone}: set ${whereToSet("timeZone", settings)}` };
    if (failure?.hint === apiAddress || (failure === undefined && hasNoSuchPath(complaint)))
      return { kind: kindOf(complaint.status), ...failure, hint: wrongAddress(settings) };
    return failure;
  };
}

/**
 * The kind that a status implies (http/failures/failureOf.ts). What is not found may be an image of ours, which is then
 * read again.
 */
function kindOf(status: number): FailureKind {
  return status === 405 ? "invalid" : "notFound";
}

function hasNoSuchPath({ status }: Parameters<FailureTable>[0]): boolean {
  return [404, 405, 410].includes(status);
}

function wrongAddress(settings: CloudSettings): string {
  return `${apiAddress}: set ${whereToSet("authUrl", settings)}`;
}

/** The log-in is the one call where the same codes are about the settings, and a 404 about the address. */
export function loginFailures(settings: CloudSettings): FailureTable {
  const hint = `check account, user and password in ${describedIn(settings)}`;
  return (complaint) => {
    const failure = zstackFailures(complaint);
    if (failure?.kind === "credentials") return { ...failure, hint };
    return failure === undefined && hasNoSuchPath(complaint)
      ? { kind: "invalid", hint: wrongAddress(settings) }
      : failure;
  };
}

/** The session has expired, or somebody ended it. */
export function isSessionOver(error: unknown): boolean {
  return error instanceof CloudError && error.code === "ID.1001";
}

/** The date of a signed request is more than 15 minutes off the cloud's wall clock. */
export function isSkewed(error: CloudError): boolean {
  return error.status === 403 && /requestTimeTooSkewed/i.test(error.message);
}

const timeZone =
  "set this machine's clock right, and say which time zone the management node's clock runs on (`time_zone`), such as Asia/Shanghai";
const apiAddress =
  "check auth_url: it is that of ZStack's API, with its context path, such as http://10.0.0.1:8080/zstack";
const keys = "check access_key and secret_key, and whether the key is still enabled";
const noRoom =
  "a backup storage must be Connected and Enabled and have room for the data: choose another, or free space";

/**
 * Refusals that are only a text, because the request itself is wrong (docs/vendors/zstack.md#errors,
 * docs/vendors/zstack.md#access-key-signatures).
 */
function byText(status: number, message: string): KnownFailure | undefined {
  if (status === 403 && /requestTimeTooSkewed/i.test(message)) return { kind: "credentials", hint: timeZone };
  if (/wrong accessKey signature|access key id|accessKey format|authKey format/i.test(message))
    return { kind: "credentials", hint: keys, outcome: "rejected" };
  if (status === 400 && /Authorization/.test(message)) return { kind: "credentials", hint: keys };
  if (status === 404 && /no api mapping/i.test(message)) return { kind: "invalid", hint: apiAddress };
  return undefined;
}

/** Why no store took a template stands in its causes only. */
function hintFor(message: string): { hint?: string } {
  return /can not satisfy one or more conditions|BackupStorage.*capacity/i.test(message)
    ? { hint: noRoom }
    : {};
}

const rejected: Outcome = "rejected";
const unknown: Outcome = "unknown";

function row(kind: FailureKind, outcome: Outcome, hint?: string): KnownFailure {
  return hint === undefined ? { kind, outcome } : { kind, outcome, hint };
}

const byCode: Readonly<Record<string, KnownFailure>> = {
  // anything at all; also a uuid that was used before (docs/vendors/zstack.md#uuids-chosen-by-the-caller)
  "SYS.1000": row("unavailable", unknown),
  "SYS.1001": row("unavailable", unknown),
  "SYS.1003": { ...row("notFound", rejected), fromService: true },
  "SYS.1004": row(
    "conflict",
    rejected,
    "something depends on it: remove that first, or set `deleteMode: Enforcing`, which does not ask",
  ),
  "SYS.1005": row("conflict", rejected),
  "SYS.1006": row("conflict", rejected),
  "SYS.1007": row("invalid", rejected),
  "SYS.1008": row("invalid", rejected, "this kind of storage cannot do it"),
  "SYS.1010": row("unavailable", rejected), // the node is starting
  "SYS.1012": row("unavailable", rejected),
  "SYS.1013": row("invalid", rejected),
  "SYS.1014": row("invalid", rejected),
  "SYS.1015": row("unavailable", unknown),
  "SYS.1016": row("unavailable", unknown),
  "SYS.1017": row("conflict", unknown),
  "ID.1000": row("credentials", rejected, "check the account's name and password"),
  "ID.1001": row(
    "credentials",
    rejected,
    "run it again, nothing was done; if it stays so, somebody else logs in with this account and ZStack allows one session only (enable.unique.session): sign in with an access key",
  ),
  "ID.1002": row(
    "permission",
    rejected,
    "it belongs to another account, or the user has no right to do this: ask the administrator",
  ),
  "ID.1003": row("quota", rejected, "delete what is no longer needed, or ask for a higher quota"),
  "ID.1006": row(
    "quota",
    rejected,
    "too many sessions of this account are open: log some out, wait two hours, or sign in with an access key",
  ),
  "ID.2001": row("credentials", rejected, "this account needs a second factor: sign in with an access key"),
  "IMG.1000": row("conflict", rejected),
  "IMG.1001": row("conflict", unknown),
  "BS.1000": row("conflict", rejected),
  "BS.1003": row("conflict", rejected, noRoom),
  "BS.1500": row("conflict", rejected, noRoom),
  "VOLUME_SNAPSHOT.1000": row("conflict", rejected, "wait until the snapshot is Ready"),
  "VOLUME_SNAPSHOT.1001": row("conflict", rejected),
  "VOLUME_SNAPSHOT.1002": row("conflict", rejected),
};
