import type { Cloud } from "../../clouds/cloud";
import type { ImageJobs, Vault } from "../../clouds/imageJobs";
import type { CallOptions } from "../../http/call";
import { CloudError } from "../../http/errors";
import { type Finding, note, wrong } from "./finding";
import type { ProbeResult } from "./probe";
import type { ServerReads } from "./server";
import { noReuse, reuseBriefly, sharedAnswer } from "./sharedCalls";

/** The vault for the backup that IMS takes of a server to make its image. */
export function probeVault(
  cloud: Cloud,
  jobs: ImageJobs,
  server: ServerReads,
  serverId: string,
  vaultId: string | undefined,
): ProbeResult {
  if (vaultId === undefined) return [CSBS];
  return [
    {
      subject: `vault ${vaultId}`,
      async run(options) {
        const vault = await sharedAnswer(
          cloud,
          `vault ${vaultId}`,
          (shared) => jobs.showVault(vaultId, shared),
          options,
          (seen) => (seen && judgeVault(seen, "").length === 0 ? reuseBriefly : noReuse),
        );
        if (vault === undefined) return [wrong(`there is no vault ${vaultId}`)];
        const findings = judgeVault(vault, serverId);
        const isRoomLeft = findings.every(({ severity }) => severity === "note");
        return isRoomLeft ? [...findings, ...probeRoom(server, vault, serverId)] : findings;
      },
    },
    {
      subject: `the vaults of server ${serverId}`,
      run: async (options) => judgeOtherVaults(serverId, vaultId, await jobs.vaultsOf(serverId, options)),
    },
  ];
}

/** The Swiss cloud has no CSBS; there the rules require a vault. */
const CSBS = note(
  "no vaultId is given: a CSBS backup of the server is taken on the way to the image, and stays",
);

/** IMG.0182 to 0193 and 0136 (docs/vendors/open-telekom-and-huawei.md#ims-error-codes). */
export function judgeVault(vault: Vault, serverId: string): Finding[] {
  const it = `vault ${vault.id}`;
  const findings: Finding[] = [];
  if (vault.objectType !== "" && vault.objectType !== "server") {
    findings.push(wrong(`${it} is one for ${vault.objectType} backups; a vault for servers is needed`));
  }
  if (vault.status !== "available") {
    findings.push(wrong(`${it} has the status ${vault.status}; it must be available`));
  }
  const { sizeGiB, usedMiB } = vault;
  if (sizeGiB !== undefined && usedMiB !== undefined && usedMiB >= sizeGiB * 1024) {
    findings.push(
      wrong(
        `${it} is full (${Math.floor(usedMiB / 1024)} of ${sizeGiB} GiB): make it larger, or delete backups`,
      ),
    );
  }
  const protectStatus = vault.resources.find(({ id }) => id === serverId)?.status;
  if (protectStatus === "protecting" || protectStatus === "restoring") {
    findings.push(
      note(`server ${serverId} is ${protectStatus} in ${it}: the create waits until that is over`),
    );
  }
  return findings;
}

/** When a server is added to a vault, the full size of its disks is allocated. */
function probeRoom({ showServer, showVolume }: ServerReads, vault: Vault, serverId: string): ProbeResult {
  if (vault.sizeGiB === undefined || vault.allocatedGiB === undefined || vault.expands) return [];
  if (vault.resources.some(({ id }) => id === serverId)) return [];
  return [
    {
      subject: `the disks of server ${serverId}, which vault ${vault.id} has to take`,
      async run(options) {
        const neededGiB = await disksGiB(options).catch(unlessReportedBefore);
        return neededGiB === undefined ? [] : judgeRoom(vault, serverId, neededGiB);
      },
    },
  ];

  async function disksGiB(options: CallOptions): Promise<number> {
    const server = await showServer(serverId, options);
    const disks = await Promise.all((server?.volumeIds ?? []).map((id) => showVolume(id, options)));
    return disks.reduce((sum, disk) => sum + (disk?.sizeGiB ?? 0), 0);
  }
}

/** The probes of the server and its disks report the same failure. */
function unlessReportedBefore(error: unknown): undefined {
  if (!(error instanceof CloudError)) throw error;
}

/** IMG.0182. */
export function judgeRoom(
  { id, sizeGiB = 0, allocatedGiB = 0 }: Vault,
  serverId: string,
  neededGiB: number,
): Finding[] {
  if (allocatedGiB + neededGiB <= sizeGiB) return [];
  const left = Math.max(0, sizeGiB - allocatedGiB);
  return [
    wrong(
      `vault ${id} has too little room for server ${serverId}: of its ${sizeGiB} GiB ${left} are not allocated, and the server's disks have ${neededGiB}: make it larger, or name another vault`,
    ),
  ];
}

export function judgeOtherVaults(serverId: string, vaultId: string, vaults: readonly Vault[]): Finding[] {
  return vaults
    .filter(({ id }) => id !== vaultId)
    .map(({ id }) =>
      wrong(`server ${serverId} is in vault ${id} already, and a server is in one vault only: give that one`),
    );
}
