import { randomUUID } from "node:crypto";
import { diskGiB, type ServerRecord } from "../ecs/serverRecord";
import { microsZ } from "../world/clock";
import type { HuaweiName } from "../world/profile";
import { known, projectNamed, type World } from "../world/world";
import { backupStatus, isProtecting } from "./backupRecord";

/** A vault of CBR (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects). */
export interface VaultRecord {
  readonly id: string;
  readonly profile: HuaweiName;
  readonly projectId: string;
  readonly createdAt: number;
  name: string;
  /** `billing.status`: `available`, `lock`, `frozen`, `deleting`, `error`. */
  status: string;
  /** `server`, `disk`, `turbo`. */
  objectType: string;
  /** `backup`, `replication`. */
  protectType: string;
  sizeGiB: number;
  /** Of backups that are not here; those that jobs put into it are added. */
  usedMiB: number;
  allocatedGiB: number;
  resources: { id: string; protectStatus: string }[];
}

export type NewVault = Partial<Omit<VaultRecord, "profile" | "projectId" | "createdAt" | "resources">> & {
  profile?: HuaweiName;
  /** Name or id; the profile's first project by default. */
  project?: string;
  /** `available` where no status is given. */
  resources?: { id: string; protectStatus?: string }[];
};
export type VaultPatch = Partial<Omit<NewVault, "id" | "profile" | "project">>;

const withStatus = (resources: NonNullable<NewVault["resources"]>): VaultRecord["resources"] =>
  resources.map(({ id, protectStatus = "available" }) => ({ id, protectStatus }));

export function addVault(world: World, given: NewVault = {}): VaultRecord {
  const { profile = "otc", project: text, resources = [], ...rest } = given;
  const { project } = projectNamed(world, profile, text);
  const vault: VaultRecord = {
    id: randomUUID(),
    name: "demo-vault",
    status: "available",
    objectType: "server",
    protectType: "backup",
    sizeGiB: 1000,
    usedMiB: 0,
    allocatedGiB: resources.reduce((sum, { id }) => sum + diskGiB(world, id), 0),
    ...rest,
    resources: withStatus(resources),
    profile,
    projectId: project.id,
    createdAt: world.clock.now(),
  };
  world.vaults.set(vault.id, vault);
  return vault;
}

export const vaultsOf = (world: World, projectId: string): VaultRecord[] =>
  [...world.vaults.values()].filter((vault) => vault.projectId === projectId);

export const holds = (vault: VaultRecord, serverId: string): boolean =>
  vault.resources.some(({ id }) => id === serverId);

/** To back up a server into a vault is to put it there (docs/vendors/open-telekom-and-huawei.md#full-ecs-image). */
export function putInto(world: World, vault: VaultRecord, server: ServerRecord): void {
  if (holds(vault, server.id)) return;
  vault.resources.push({ id: server.id, protectStatus: "available" });
  vault.allocatedGiB += diskGiB(world, server.id);
}

/** Full backups as jobs make them are counted with the size of the server's disks. */
export function usedMiB(world: World, vault: VaultRecord, now: number): number {
  const made = [...world.backups.values()].filter(
    (backup) =>
      backup.vaultId === vault.id && backup.madeBy !== undefined && backupStatus(backup, now) === "available",
  );
  return vault.usedMiB + made.reduce((sum, { resourceSizeGiB }) => sum + resourceSizeGiB * 1024, 0);
}

export const protectStatus = (
  world: World,
  resource: VaultRecord["resources"][number],
  now: number,
): string =>
  [...world.backups.values()].some(
    (backup) => backup.resourceId === resource.id && backup.kind === "CBR" && isProtecting(backup, now),
  )
    ? "protecting"
    : resource.protectStatus;

export type VaultView = Omit<VaultRecord, "createdAt"> & { project: string; createdAt: string };

export function vaultView(world: World, vault: VaultRecord): VaultView {
  const now = world.clock.now();
  return {
    ...vault,
    project: projectNamed(world, vault.profile, vault.projectId).project.name,
    usedMiB: usedMiB(world, vault, now),
    resources: vault.resources.map((one) => ({ id: one.id, protectStatus: protectStatus(world, one, now) })),
    createdAt: microsZ(vault.createdAt),
  };
}

export const vaultViews = (world: World): VaultView[] =>
  [...world.vaults.values()].map((vault) => vaultView(world, vault));

export const showVault = (world: World, id: string): VaultView =>
  vaultView(world, known("vault", world.vaults, id));

export function patchVault(world: World, id: string, { resources, ...changes }: VaultPatch): VaultView {
  const vault = Object.assign(known("vault", world.vaults, id), changes);
  if (resources) vault.resources = withStatus(resources);
  return vaultView(world, vault);
}

export function removeVault(world: World, id: string): void {
  world.vaults.delete(known("vault", world.vaults, id).id);
}
