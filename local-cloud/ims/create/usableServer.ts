import { isProtecting } from "../../cbr/backupRecord";
import { holds, usedMiB, type VaultRecord, vaultsOf } from "../../cbr/vaultRecord";
import { diskGiB, disksOf, type ServerRecord, serverOf } from "../../ecs/serverRecord";
import type { TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";

/**
 * Whether an image can be made of a server, and whether its vault takes the backup
 * (docs/vendors/open-telekom-and-huawei.md#preconditions).
 */

export function usableServer(call: TokenCall, id: string): ServerRecord {
  const server =
    serverOf(call.world, call.project.id, id) ?? refuseIms("IMG.0005", "The ECS does not exist.");
  if (server.taskState !== null) refuseIms("IMG.0010", "The ECS has in-progress tasks.");
  if (!["ACTIVE", "SHUTOFF"].includes(server.status))
    refuseIms("IMG.0126", "The VM must be running or stopped when a full-ECS image is created.");
  if (isBeingBackedUp(call, server)) refuseIms("IMG.0136", "The ECS is being backed up.");
  if (disksOf(call.world, server.id).some((disk) => disk.dedicatedStorageId !== undefined))
    refuseIms("IMG.0153", "The ECS has DESS or DSS disks.");
  return server;
}

const isBeingBackedUp = ({ world, now }: TokenCall, { id }: ServerRecord): boolean =>
  [...world.backups.values()].some((backup) => backup.resourceId === id && isProtecting(backup, now)) ||
  [...world.vaults.values()].some((vault) =>
    vault.resources.some((resource) => resource.id === id && resource.protectStatus === "protecting"),
  );

/**
 * `undefined`: CSBS makes the backup, where there is one; eu-ch2 has CBR only
 * (docs/vendors/open-telekom-and-huawei.md#differences-between-the-clouds,
 * docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
 */
export function usableVault(
  call: TokenCall,
  server: ServerRecord,
  id: string | undefined,
): VaultRecord | undefined {
  if (id === undefined)
    return call.profile.name === "otc-swiss"
      ? refuseIms("IMG.0184", "The vault does not exist: vault_id is mandatory.")
      : undefined;
  const vaults = vaultsOf(call.world, call.project.id);
  const vault = vaults.find((one) => one.id === id) ?? refuseIms("IMG.0184", "The vault does not exist.");
  if (vault.objectType !== "server" || vault.protectType !== "backup")
    refuseIms("IMG.0193", "The vault is not a server backup vault.");
  if (vault.status !== "available") refuseIms("IMG.0188", "The vault is unavailable.");
  if (vaults.some((other) => other !== vault && holds(other, server.id)))
    refuseIms("IMG.0183", "The ECS has been added to another vault.");
  if (usedMiB(call.world, vault, call.now) >= vault.sizeGiB * 1024)
    refuseIms("IMG.0185", "The vault is full.");
  if (!holds(vault, server.id) && vault.allocatedGiB + diskGiB(call.world, server.id) > vault.sizeGiB)
    refuseIms("IMG.0182", "The vault capacity is insufficient.");
  return vault;
}
