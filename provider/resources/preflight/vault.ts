import type { ImageJobs, Vault } from "../../clouds/imageJobs";
import { type Finding, note, wrong } from "./finding";
import type { Seen } from "./look";

/** Where the backup goes that is taken on the way from a server to its image. */
export function lookAtVault(jobs: ImageJobs, serverId: string, vaultId: string | undefined): Seen {
  if (vaultId === undefined) return [CSBS];
  return [
    {
      at: `vault ${vaultId}`,
      async look(options) {
        const vault = await jobs.showVault(vaultId, options);
        return vault === undefined ? [wrong(`there is no vault ${vaultId}`)] : judgeVault(vault, serverId);
      },
    },
    {
      at: `the vaults of server ${serverId}`,
      look: async (options) => judgeOtherVaults(serverId, vaultId, await jobs.vaultsOf(serverId, options)),
    },
  ];
}

/** The Swiss cloud has no CSBS; there the rules want a vault. */
const CSBS = note(
  "no vaultId is given: a CSBS backup of the server is taken on the way to the image, and stays",
);

/** IMG.0182 to 0193 and 0136 (api-huawei-otc §5.5). */
export function judgeVault(vault: Vault, serverId: string): Finding[] {
  const it = `vault ${vault.id}`;
  const findings: Finding[] = [];
  if (vault.objectType !== "" && vault.objectType !== "server") {
    findings.push(wrong(`${it} is one for ${vault.objectType} backups; a vault for servers is needed`));
  }
  if (vault.status !== "available") findings.push(wrong(`${it} is ${vault.status}, not available`));
  const { sizeGiB, usedMiB } = vault;
  if (sizeGiB !== undefined && usedMiB !== undefined && usedMiB >= sizeGiB * 1024) {
    findings.push(
      wrong(
        `${it} is full (${Math.floor(usedMiB / 1024)} of ${sizeGiB} GiB): make it larger, or delete backups`,
      ),
    );
  }
  const held = vault.resources.find(({ id }) => id === serverId)?.status;
  if (held === "protecting" || held === "restoring") {
    findings.push(note(`server ${serverId} is ${held} in ${it}: the create waits until that is over`));
  }
  return findings;
}

export function judgeOtherVaults(serverId: string, vaultId: string, vaults: readonly Vault[]): Finding[] {
  return vaults
    .filter(({ id }) => id !== vaultId)
    .map(({ id }) =>
      wrong(`server ${serverId} is in vault ${id} already, and a server is in one vault only: give that one`),
    );
}
