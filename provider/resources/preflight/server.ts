import type { Cloud, Volume } from "../../clouds/cloud";
import type { ImageJobs, Server } from "../../clouds/imageJobs";
import { type Finding, note, wrong } from "./finding";
import type { Look } from "./look";

/** The server of a full-ECS image, and its disks. */
export function lookAtServer(cloud: Cloud, jobs: ImageJobs, id: string): Look {
  return {
    at: `server ${id}`,
    async look(options) {
      const server = await jobs.showServer(id, options);
      if (server === undefined) return [wrong(`cloud "${cloud.name}" has no server ${id}`)];
      return [...judgeServer(server), ...server.volumeIds.map((volumeId) => lookAtDisk(cloud, id, volumeId))];
    },
  };
}

/** api-huawei-otc §6.2 and ims_03_0607. What no call can tell, such as a SAN policy, is said and not judged. */
export function judgeServer({ id, status, task, osType, volumeIds }: Server): Finding[] {
  const it = `server ${id}`;
  const findings: Finding[] = [];
  if (status !== "ACTIVE" && status !== "SHUTOFF") {
    findings.push(wrong(`${it} is ${status}; it has to be running or stopped (IMG.0126)`));
  }
  if (task !== undefined) findings.push(note(`${it} is busy (${task}): the create waits until that is over`));
  if (status === "SHUTOFF") findings.push(note(`${it} is stopped: do not start it while the image is made`));
  if (osType === "windows") {
    findings.push(
      note(
        `${it} runs Windows: set its SAN policy to OnlineAll, or disks of servers made from the image stay offline; ` +
          "and it may have no volume that spans several disks",
      ),
    );
  } else if (volumeIds.length > 1) {
    findings.push(
      note(
        `${it} has ${volumeIds.length} disks: a disk group or a logical volume (LVM) over several of them loses data in the image`,
      ),
    );
  }
  return findings;
}

function lookAtDisk(cloud: Cloud, serverId: string, volumeId: string): Look {
  return {
    at: `volume ${volumeId} of server ${serverId}`,
    look: async (options) => judgeDisk(serverId, await cloud.showVolume(volumeId, options)),
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
