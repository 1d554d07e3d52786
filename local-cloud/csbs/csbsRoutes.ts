import { backupsOf } from "../cbr/backupRecord";
import { csbsBackup } from "../cbr/cbrBackup";
import { json, Refusal, type TokenCall } from "../http/answer";
import { refuseBackup, unknownApi } from "../http/envelope";
import { type Route, withToken } from "../http/route";

/**
 * Cloud Server Backup Service, the older one
 * (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects). There is none in eu-ch2
 * (docs/vendors/open-telekom-and-huawei.md#endpoints).
 */
function showBackup(call: TokenCall) {
  const { pid, id = "" } = call.params;
  if (call.profile.name === "otc-swiss") throw new Refusal(unknownApi(call));
  // The codes are guesses: the page of this call names statuses only.
  if (pid !== call.project.id) refuseBackup(400, "CSBS.9900", "Invalid parameter: project_id.");
  const backup =
    backupsOf(call.world, call.project.id, "CSBS").find((one) => one.id === id) ??
    refuseBackup(404, "CSBS.6404", `Checkpoint item ${id} could not be found.`);
  return json(200, { checkpoint_item: csbsBackup(call.world, backup, call.now) });
}

export const csbsRoutes: Route[] = [
  withToken("csbs.showBackup", "GET /v1/{pid}/checkpoint_items/{id}", showBackup),
];
