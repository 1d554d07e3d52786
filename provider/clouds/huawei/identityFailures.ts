import type { FailureTable } from "../../http/failure";
import { refusedHint, wrongAddress } from "../keystone/failures";
import { type Agency, type CloudSettings, whereToSet } from "../settings";
import { refusedKeysHint } from "./refusedKeys";

/** What IAM's refusals mean. A 404 is about the account here, never about an image (see `unlessGone`). */
export function identityFailures(settings: CloudSettings): FailureTable {
  const check = refusedHint(settings);
  const list = `give the user the permission iam:projects:listProjects, or set ${whereToSet("projectId", settings)}`;
  return ({ status, message }) => {
    if (status === 401) return { kind: "credentials", hint: refusedKeysHint(message) ?? check };
    if (status === 403) return { kind: "permission", hint: list };
    return status === 404 || status === 405
      ? { kind: "credentials", hint: wrongAddress(settings) }
      : undefined;
  };
}

/** The same for taking on an agency: then 403 and 404 are about the agency. */
export function agencyFailures(settings: CloudSettings, agency: Agency): FailureTable {
  const others = identityFailures(settings);
  const account = agency.domainName ?? agency.domainId;
  const hint = `the agency "${agency.name}" must exist in the account ${account} and be delegated to yours, and your user needs the permission Agent Operator`;
  return (complaint) => {
    if (complaint.status === 403) return { kind: "permission", hint };
    if (complaint.status === 404) return { kind: "credentials", hint };
    return others(complaint);
  };
}

/** The same for temporary keys that a token is exchanged for: then 403 is about these. */
export function keysFailures(settings: CloudSettings): FailureTable {
  const others = identityFailures(settings);
  const hint =
    "OBS is looked at with temporary access keys, which this user may not get: sign in with an access key";
  return (complaint) => (complaint.status === 403 ? { kind: "permission", hint } : others(complaint));
}
