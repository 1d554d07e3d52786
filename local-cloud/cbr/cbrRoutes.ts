import { z } from "zod";
import { type Answer, json, type TokenCall } from "../http/answer";
import { refuseBackup } from "../http/envelope";
import { type Route, withToken } from "../http/route";
import { microsWithoutZone } from "../world/clock";
import { type BackupRecord, backupStatus, backupsOf } from "./backupRecord";
import { cbrBackup } from "./cbrBackup";
import { holds, protectStatus, usedMiB, type VaultRecord, vaultsOf } from "./vaultRecord";

/**
 * Cloud Backup and Recovery, as far as images are made of backups
 * (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
 */

const inProject =
  (handle: (call: TokenCall) => Answer) =>
  (call: TokenCall): Answer =>
    call.params.pid === call.project.id
      ? handle(call)
      : refuseBackup(400, "BackupService.9900", "Invalid parameter: project_id.");

const invalid = (name: string): never =>
  refuseBackup(400, "BackupService.9900", `Invalid parameter: ${name}.`);

/** The status is documented, the code of an unknown backup is a guess. */
function backupOfPath(call: TokenCall): BackupRecord {
  const { id = "" } = call.params;
  if (!z.guid().safeParse(id).success) invalid("backup_id");
  return (
    backupsOf(call.world, call.project.id, "CBR").find((one) => one.id === id) ??
    refuseBackup(404, "BackupService.6200", `Backup ${id} not found.`)
  );
}

const showBackup = inProject((call) =>
  json(200, { backup: cbrBackup(call.world, backupOfPath(call), call.now) }),
);

const listMembers = inProject((call) => {
  const backup = backupOfPath(call);
  const members = backup.members.map(({ projectId, status }, place) => ({
    id: `${backup.id.slice(0, -4)}${String(place).padStart(4, "0")}`,
    backup_id: backup.id,
    dest_project_id: projectId,
    status,
    image_id: null,
    vault_id: null,
    created_at: microsWithoutZone(backup.createdAt),
    updated_at: microsWithoutZone(backup.createdAt),
  }));
  return json(200, { members, count: members.length });
});

/** `null` stands for filters that are taken and play no part here. */
const backupFilters: Record<string, ((backup: BackupRecord, now: number) => string | null) | null> = {
  resource_id: ({ resourceId }) => resourceId,
  resource_type: ({ resourceType }) => resourceType,
  resource_name: ({ resourceName }) => resourceName,
  status: (backup, now) => backupStatus(backup, now) ?? "",
  vault_id: ({ vaultId }) => vaultId,
  name: ({ name }) => name,
  own_type: null,
  image_type: null,
  member_status: null,
  resource_az: null,
  checkpoint_id: null,
  parent_id: null,
  start_time: null,
  end_time: null,
  used_percent: null,
  sort: null,
  limit: null,
  offset: null,
  marker: null,
  show_replication: null,
};

const ownTypes: Record<string, (backup: BackupRecord) => boolean> = {
  private: ({ sharedWithUs }) => !sharedWithUs,
  shared: ({ sharedWithUs }) => sharedWithUs,
  all_granted: () => true,
};

const listBackups = inProject((call) => {
  const { query } = call;
  checkNames(call, Object.keys(backupFilters));
  const owned = ownTypes[query.get("own_type") ?? "private"] ?? invalid("own_type");
  const matching = backupsOf(call.world, call.project.id, "CBR")
    .filter(owned)
    .filter((backup) =>
      Object.entries(backupFilters).every(
        ([name, of]) => !of || !query.has(name) || query.getAll(name).includes(of(backup, call.now) ?? ""),
      ),
    );
  const backups = page(call, matching).map((backup) => cbrBackup(call.world, backup, call.now));
  return json(200, { backups, count: matching.length, offset: wholeNumber(call, "offset", 0) });
});

function vaultOfPath(call: TokenCall): VaultRecord {
  const { id = "" } = call.params;
  if (!z.guid().safeParse(id).success) invalid("vault_id");
  return (
    vaultsOf(call.world, call.project.id).find((one) => one.id === id) ??
    refuseBackup(404, "BackupService.6105", "Vault Not Found")
  );
}

const showVault = inProject((call) => json(200, { vault: wireVault(call, vaultOfPath(call)) }));

const vaultFilters: Record<string, ((vault: VaultRecord, wanted: string) => boolean) | null> = {
  id: ({ id }, wanted) => id === wanted,
  name: ({ name }, wanted) => name === wanted,
  object_type: ({ objectType }, wanted) => objectType === wanted,
  protect_type: ({ protectType }, wanted) => protectType === wanted,
  status: ({ status }, wanted) => status === wanted,
  resource_ids: (vault, wanted) => wanted.split(",").some((id) => holds(vault, id)),
  cloud_type: null,
  policy_id: null,
  enterprise_project_id: null,
  limit: null,
  offset: null,
};

const listVaults = inProject((call) => {
  const { query } = call;
  checkNames(call, Object.keys(vaultFilters));
  const matching = vaultsOf(call.world, call.project.id).filter((vault) =>
    Object.entries(vaultFilters).every(([name, fits]) => {
      const wanted = query.getAll(name);
      return !fits || wanted.length === 0 || wanted.some((one) => fits(vault, one));
    }),
  );
  return json(200, {
    vaults: page(call, matching).map((vault) => wireVault(call, vault)),
    count: matching.length,
  });
});

const wireVault = ({ world, now }: TokenCall, vault: VaultRecord): object => ({
  id: vault.id,
  name: vault.name,
  description: null,
  project_id: vault.projectId,
  provider_id: "0daac4c5-6707-4851-97ba-169e36266b66",
  user_id: null,
  enterprise_project_id: "0",
  locked: false,
  auto_bind: false,
  auto_expand: false,
  bind_rules: {},
  tags: [],
  created_at: microsWithoutZone(vault.createdAt),
  billing: {
    status: vault.status,
    object_type: vault.objectType,
    protect_type: vault.protectType,
    cloud_type: "public",
    charging_mode: "post_paid",
    consistent_level: "crash_consistent",
    spec_code: `vault.backup.${vault.objectType}.normal`,
    // Two units side by side: GB, and MB of what is used
    // (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
    size: vault.sizeGiB,
    allocated: vault.allocatedGiB,
    used: usedMiB(world, vault, now),
    storage_unit: null,
    order_id: null,
    product_id: null,
    frozen_scene: null,
  },
  resources: vault.resources.map((resource) => ({
    id: resource.id,
    name: world.servers.get(resource.id)?.name ?? "demo-server",
    type: "OS::Nova::Server",
    protect_status: protectStatus(world, resource, now),
    size: 40,
    backup_size: 0,
    backup_count: 0,
    extra_info: {},
  })),
});

function checkNames(call: TokenCall, names: string[]): void {
  for (const name of call.query.keys())
    if (!names.includes(name)) call.warnings.push(`unknown query parameter "${name}" ignored`);
}

function page<Item>(call: TokenCall, items: Item[]): Item[] {
  const offset = wholeNumber(call, "offset", 0);
  return items.slice(offset, offset + wholeNumber(call, "limit", 1000));
}

function wholeNumber(call: TokenCall, name: string, otherwise: number): number {
  const text = call.query.get(name);
  if (text === null) return otherwise;
  return /^\d+$/.test(text) ? Number(text) : invalid(name);
}

export const cbrRoutes: Route[] = [
  withToken("cbr.listBackups", "GET /v3/{pid}/backups", listBackups),
  withToken("cbr.showBackup", "GET /v3/{pid}/backups/{id}", showBackup),
  withToken("cbr.listBackupMembers", "GET /v3/{pid}/backups/{id}/members", listMembers),
  withToken("cbr.listVaults", "GET /v3/{pid}/vaults", listVaults),
  withToken("cbr.showVault", "GET /v3/{pid}/vaults/{id}", showVault),
];
