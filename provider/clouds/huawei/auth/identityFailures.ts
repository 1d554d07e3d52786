import type { FailureTable } from "../../../http/failures/failureOf";
import { isNotIdentityService, refusedHint, wrongAddress } from "../../keystone/failures";
import { type Agency, type CloudSettings, whereToSet } from "../../settings";
import { refusedKeysHint } from "./refusedKeysHint";

/** The failures of IAM. None is about an image, so none is "not found" (see `unlessNotFound`). */
export function identityFailures(settings: CloudSettings): FailureTable {
  const check = refusedHint(settings);
  const list = `give the user the permission iam:projects:listProjects, or set ${whereToSet("projectId", settings)}`;
  return (complaint) => {
    const { status, message } = complaint;
    if (isNotIdentityService(complaint)) return { kind: "credentials", hint: wrongAddress(settings) };
    if (status === 401) return { kind: "credentials", hint: refusedKeysHint(message) ?? check };
    if (status === 403) return { kind: "permission", hint: list };
    return status === 404 ? { kind: "credentials", hint: check } : undefined;
  };
}

/** The same when an agency is assumed: 403 and 404 are then about the agency, if IAM itself says so. */
export function agencyFailures(settings: CloudSettings, agency: Agency): FailureTable {
  const ofIdentity = identityFailures(settings);
  const account = agency.domainName ?? agency.domainId;
  const hint = `the agency "${agency.name}" must exist in the account ${account} and be delegated to yours, and your user needs the permission Agent Operator`;
  return (complaint) => {
    if (complaint.status === 403) return { kind: "permission", hint };
    if (complaint.status === 404) {
      const addressHint = isNotIdentityService(complaint) ? `${wrongAddress(settings)}. Else ${hint}` : hint;
      return { kind: "credentials", hint: addressHint };
    }
    return ofIdentity(complaint);
  };
}

/** The same when a token is exchanged for temporary keys: 403 is then about these. */
export function keysFailures(settings: CloudSettings): FailureTable {
  const ofIdentity = identityFailures(settings);
  const hint =
    "OBS is looked at with temporary access keys, which this user may not get: sign in with an access key";
  return (complaint) => (complaint.status === 403 ? { kind: "permission", hint } : ofIdentity(complaint));
}
