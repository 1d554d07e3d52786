import type { FailureTable } from "../../http/failure";
import { type CloudSettings, describedIn, whereToSet } from "../settings";
import { wantedProject } from "./project";

export function loginFailures(settings: CloudSettings): FailureTable {
  const hint = `check user, password, domain and project in ${describedIn(settings)}`;
  return ({ status, message }) => {
    if (status === 413 && /rate-limited/i.test(message)) return { kind: "throttled" };
    return status === 401 || status === 404 ? { kind: "credentials", hint } : undefined;
  };
}

/** Keystone may be told not to (`allow_rescope_scoped_token`), and never does it for tokens of application credentials. */
export function rescopeFailures(settings: CloudSettings): FailureTable {
  const others = loginFailures(settings);
  const field = settings.projectId === undefined ? "projectName" : "projectId";
  const hint = `get a token of ${wantedProject(settings)}; or correct the project: set ${whereToSet(field, settings)}`;
  return (complaint) =>
    [401, 403, 404].includes(complaint.status) ? { kind: "credentials", hint } : others(complaint);
}
