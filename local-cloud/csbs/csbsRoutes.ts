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

/**
 * The newest first; `marker` is the last one of the page before, `limit` a positive number and 1000 unless given ("Querying All
 * Backups"). Which code refuses other values is a guess.
 */
function listBackups(call: TokenCall) {
  if (call.profile.name === "otc-swiss") throw new Refusal(unknownApi(call));
  if (call.params.pid !== call.project.id) refuseBackup(400, "CSBS.9900", "Invalid parameter: project_id.");
  const { query } = call;
  const matching = backupsOf(call.world, call.project.id, "CSBS")
    .filter((backup) => (query.get("resource_id") ?? backup.resourceId) === backup.resourceId)
    .filter(({ name }) => name.includes(query.get("name") ?? ""))
    .reverse();
  const marker = query.get("marker");
  const start = marker === null ? 0 : matching.findIndex(({ id }) => id === marker) + 1;
  if (marker !== null && start === 0) refuseBackup(400, "CSBS.9900", "Invalid parameter: marker.");
  const limit = query.get("limit") ?? "1000";
  if (!/^[1-9]\d*$/.test(limit)) refuseBackup(400, "CSBS.9900", "Invalid parameter: limit.");
  const shown = matching.slice(start, start + Number(limit));
  return json(200, { checkpoint_items: shown.map((backup) => csbsBackup(call.world, backup, call.now)) });
}

export const csbsRoutes: Route[] = [
  withToken("csbs.listBackups", "GET /v1/{pid}/checkpoint_items", listBackups),
  withToken("csbs.showBackup", "GET /v1/{pid}/checkpoint_items/{id}", showBackup),
];
