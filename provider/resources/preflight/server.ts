import type { Cloud, Volume } from "../../clouds/cloud";
import type { ImageJobs, Server } from "../../clouds/imageJobs";
import { type Finding, note, wrong } from "./finding";
import type { Probe } from "./probe";

/** The calls that read a server and its disks. */
export type ServerReads = Pick<ImageJobs, "showServer"> & Pick<Cloud, "showVolume">;

/** The server of a full-ECS image, and its disks. */
export function probeServer(cloudName: string, reads: ServerReads, id: string): Probe {
  return {
    subject: `server ${id}`,
    async run(options) {
      const server = await reads.showServer(id, options);
      if (server === undefined) return [wrong(`cloud "${cloudName}" has no server ${id}`)];
      return [...judgeServer(server), ...server.volumeIds.map((volumeId) => probeDisk(reads, id, volumeId))];
    },
  };
}

/**
 * docs/vendors/open-telekom-and-huawei.md#preconditions and ims_03_0607. Conditions that no call can check, such as a SAN
 * policy, become notes.
 */
export function judgeServer(server: Server): Finding[] {
  const { id, status, task } = server;
  const it = `server ${id}`;
  const findings: Finding[] = [];
  if (status !== "ACTIVE" && status !== "SHUTOFF") {
    findings.push(wrong(`${it} is ${status}; it has to be running or stopped (IMG.0126)`));
  }
  if (task !== undefined) findings.push(note(`${it} is busy (${task}): the create waits until that is over`));
  return [
    ...findings,
    ...stoppedNotes(it, server),
    ...diskNotes(it, server, "set its SAN policy to OnlineAll"),
  ];
}

export function stoppedNotes(it: string, { status }: Server): Finding[] {
  if (status !== "SHUTOFF") return [];
  return [note(`${it} is stopped: do not start it while the image is made`)];
}

/** Notes on the disks of servers that are made from the image. */
export function diskNotes(it: string, { osType, volumeIds }: Server, sanPolicy: string): Finding[] {
  if (osType === "windows") {
    const offline = `${sanPolicy}, or disks of servers made from the image stay offline`;
    return [note(`${it} runs Windows: ${offline}; and it may have no volume that spans several disks`)];
  }
  if (volumeIds.length < 2) return [];
  return [
    note(
      `${it} has ${volumeIds.length} disks: a disk group or a logical volume (LVM) over several of them loses data in the image`,
    ),
  ];
}

function probeDisk({ showVolume }: ServerReads, serverId: string, volumeId: string): Probe {
  return {
    subject: `volume ${volumeId} of server ${serverId}`,
    run: async (options) => judgeDisk(serverId, await showVolume(volumeId, options)),
  };
}

export function judgeDisk(serverId: string, volume: Volume | undefined): Finding[] {
  if (!volume?.dedicated) return [];
  return [
    wrong(
      `disk ${volume.id} of server ${serverId} is on dedicated storage; no full-ECS image can be made of it (IMG.0153)`,
    ),
  ];
}
