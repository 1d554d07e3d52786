import { ProtocolError } from "../../http/errors";
import type { FailureTable } from "../../http/failures/failureOf";
import { type CloudSettings, describedIn, whereToSet } from "../settings";
import { wantedProject } from "./project";

/** The failures of a login. None is about an image, so none is "not found". */
export function loginFailures(settings: CloudSettings): FailureTable {
  const hint = refusedHint(settings);
  return (complaint) => {
    const { status, message } = complaint;
    if (status === 413 && /rate-limited/i.test(message)) return { kind: "throttled" };
    if (isNotIdentityService(complaint)) return { kind: "credentials", hint: wrongAddress(settings) };
    if (status === 403) return { kind: "permission", hint };
    if (isOtherService(complaint))
      return { kind: "credentials", hint: `${wrongAddress(settings)}. Else ${hint}` };
    return status === 401 || status === 404 ? { kind: "credentials", hint } : undefined;
  };
}

/** Keystone's operator may forbid it (`allow_rescope_scoped_token`), and tokens of application credentials cannot be rescoped. */
export function rescopeFailures(settings: CloudSettings): FailureTable {
  const ofLogin = loginFailures(settings);
  const field = settings.projectId === undefined ? "projectName" : "projectId";
  const get =
    settings.credentials.kind === "federation"
      ? `give the group that the identity provider's mapping names a role in ${wantedProject(settings)}`
      : `get a token of ${wantedProject(settings)}`;
  const hint = `${get}; or correct the project: set ${whereToSet(field, settings)}`;
  return (complaint) =>
    [401, 403, 404].includes(complaint.status) ? { kind: "credentials", hint } : ofLogin(complaint);
}

/** The same failures for calls with a token from the user: we cannot renew it, and usually it has just expired. */
export function withToken(settings: CloudSettings, table: FailureTable): FailureTable {
  if (settings.credentials.kind !== "token" || settings.agency !== undefined) return table;
  return (complaint) => {
    const failure = table(complaint);
    const refused = failure === undefined ? complaint.status === 401 : failure.kind === "credentials";
    return refused ? { ...failure, kind: "credentials", hint: refusedHint(settings) } : failure;
  };
}

/** What to do if the identity service refuses these credentials. */
export function refusedHint(settings: CloudSettings): string {
  const { credentials } = settings;
  switch (credentials.kind) {
    case "token":
      return `the token is refused: it has ended, or was made by another cloud; get a new one, and set ${whereToSet("token", settings)}`;
    case "applicationCredential":
      return `check id and secret of the application credential in ${describedIn(settings)}, and whether it still exists and has not ended`;
    case "federation":
      return `the identity provider "${credentials.identityProvider}" signs in, but what it gave is refused: check in the cloud that it is still enabled, and that its mapping gives a group with rights in the project`;
    case "metadata":
      return "check that this server's agency still exists, and has rights in the project";
    case "accessKey":
      return `check access key, secret key and security token in ${describedIn(settings)}`;
    case "password": {
      const code =
        credentials.passcode === undefined ? "" : "; a one-time passcode is good once, and for half a minute";
      return `check user, password, domain and project in ${describedIn(settings)}${code}${assumedProject(settings)}`;
    }
  }
}

/** OTC and Huawei Cloud: if no project is set we choose the region's, and the message has to say so. */
export function assumedProject(settings: CloudSettings): string {
  const { projectIsDefault, projectName, region, agency } = settings;
  if (projectIsDefault !== true || projectName === undefined || agency !== undefined) return "";
  return `; no project is set, so "${projectName}" is taken, the one of region ${region}: for another one set ${whereToSet("projectName", settings)}`;
}

/** Every identity service has the paths of a login: a server without them, or that refuses the method, is not one. */
export function isNotIdentityService({ status, code, message }: Parameters<FailureTable>[0]): boolean {
  if (status === 405 || status === 410) return true;
  if (status === 300) return true; // Glance and Cinder answer with their versions
  return status === 404 && !isOfIdentityService(code, message);
}

/** WebOb's message: Glance and other services use WebOb, Keystone does not; a web server in front of it may say the same. */
function isOtherService({ status, message }: Parameters<FailureTable>[0]): boolean {
  return status === 401 && /could not verify that you are authorized to access/i.test(message);
}

/**
 * Keystone's "Could not find project: nope." (docs/vendors/openstack.md#keystone), its words for tokens that are none
 * of its own or have ended (test/alike/recorded.json), and what IAM gives a code of its own.
 */
function isOfIdentityService(code: string | undefined, message: string): boolean {
  return (
    /^IAM\./.test(code ?? "") || /\bcould not (find|recognize)\b|\bfailed to validate token\b/i.test(message)
  );
}

export function wrongAddress(settings: CloudSettings): string {
  return `no identity service answers at ${settings.authUrl}: correct its address, set ${whereToSet("authUrl", settings)}`;
}

/** Adds a hint if a success did not come from an identity service, but is, say, an HTML page. */
export function explainForeignAnswer(error: unknown, settings: CloudSettings): unknown {
  const { hint, status = 0 } = error instanceof ProtocolError ? error : {};
  if (!(error instanceof ProtocolError) || hint !== undefined || status < 200 || status >= 300) return error;
  return error.with({ hint: wrongAddress(settings) });
}
