import type { Cloud, Volume } from "../../clouds/cloud";
import { oneImageHint } from "../../clouds/huawei/failures/jobFailures";
import type { Backup, ImageJobs, Server } from "../../clouds/imageJobs";
import { type Finding, note, wrong } from "./finding";
import type { Probe } from "./probe";
import { diskNotes, stoppedNotes } from "./server";
import { sharedProbes } from "./sharedProbes";

export function probeCbrBackup(cloud: Cloud, jobs: ImageJobs, id: string): Probe {
  return {
    subject: `CBR backup ${id}`,
    async run(options) {
      const backup = await jobs.showCbrBackup(id, options);
      if (backup === undefined) return [missing(cloud, "CBR", id)];
      return [...judgeBackup(backup), ...probeServerOf(cloud, jobs, backup), probeSharing(jobs, backup)];
    },
  };
}

/** A CSBS backup may not hold shared disks; the page says nothing of the kind about CBR (ims_03_0607). */
export function probeCsbsBackup(cloud: Cloud, jobs: ImageJobs, id: string): Probe {
  return {
    subject: `CSBS backup ${id}`,
    async run(options) {
      const backup = await jobs.showCsbsBackup(id, options);
      if (backup === undefined) return [missing(cloud, "CSBS", id)];
      return [
        ...judgeBackup(backup),
        ...probeServerOf(cloud, jobs, backup),
        ...backup.volumeIds.map((volumeId) => probeDisk(cloud, jobs, id, volumeId)),
      ];
    },
  };
}

function missing({ name }: Cloud, kind: "CBR" | "CSBS", id: string): Finding {
  return wrong(`cloud "${name}" has no ${kind} backup ${id}`);
}

/** IMG.0029, 0032, 0033, 0132, 0134 and 0198 (docs/vendors/open-telekom-and-huawei.md#ims-error-codes). */
export function judgeBackup({ id, status, ofServer, hasSystemDisk, imageIds }: Backup): Finding[] {
  const it = `backup ${id}`;
  const findings: Finding[] = [];
  if (status !== "available") findings.push(wrong(`${it} has the status ${status}; it must be available`));
  if (ofServer === false) findings.push(wrong(`${it} is not one of a server`));
  if (hasSystemDisk === false) findings.push(wrong(`${it} does not hold the server's system disk`));
  if (imageIds.length > 0) {
    const images = `${imageIds.length === 1 ? "image" : "images"} ${imageIds.join(", ")}`;
    const used = wrong(`${it} has already been used for ${images}; a backup serves one full-ECS image`);
    findings.push({ ...used, hint: oneImageHint });
  }
  return findings;
}

/** If the server no longer exists there is nothing to judge. */
function probeServerOf(cloud: Cloud, jobs: ImageJobs, { id, ofServer, serverId }: Backup): Probe[] {
  if (serverId === undefined || ofServer === false) return [];
  return [
    {
      subject: `server ${serverId}, which backup ${id} is of`,
      async run(options) {
        const server = await sharedProbes(cloud, jobs).showServer(serverId, options);
        return server === undefined ? [] : judgeBackedUp(server, id);
      },
    },
  ];
}

/** The disks had to be right when the backup was taken; "do not start it" is about the time of the create (ims_03_0607). */
export function judgeBackedUp(server: Server, backupId: string): Finding[] {
  const it = `server ${server.id}, which backup ${backupId} is of,`;
  return [
    ...stoppedNotes(it, server),
    ...diskNotes(it, server, "its SAN policy had to be OnlineAll when the backup was taken"),
  ];
}

function probeSharing(jobs: ImageJobs, backup: Backup): Probe {
  return {
    subject: `whether backup ${backup.id} is shared`,
    run: async (options) => judgeSharing(backup.id, await jobs.isSharedWithUs(backup, options)),
  };
}

export function judgeSharing(backupId: string, shared: boolean): Finding[] {
  if (!shared) return [];
  return [
    note(
      `backup ${backupId} is another project's, which shares it: an image made of it cannot be shared with others`,
    ),
  ];
}

function probeDisk(cloud: Cloud, jobs: ImageJobs, backupId: string, volumeId: string): Probe {
  return {
    subject: `volume ${volumeId} of backup ${backupId}`,
    run: async (options) =>
      judgeDisk(backupId, await sharedProbes(cloud, jobs).showVolume(volumeId, options)),
  };
}

/** If the disk no longer exists there is nothing to judge. */
export function judgeDisk(backupId: string, volume: Volume | undefined): Finding[] {
  if (!volume?.shared) return [];
  return [
    wrong(
      `backup ${backupId} is of a server with a shared disk (${volume.id}); no full-ECS image can be made of it`,
    ),
  ];
}
