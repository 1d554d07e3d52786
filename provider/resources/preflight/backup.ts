import type { Cloud, Volume } from "../../clouds/cloud";
import { oneImageHint } from "../../clouds/huawei/jobFailures";
import type { Backup, ImageJobs } from "../../clouds/imageJobs";
import { type Finding, wrong } from "./finding";
import type { Look } from "./look";

export function lookAtCbrBackup(cloud: Cloud, jobs: ImageJobs, id: string): Look {
  return {
    at: `CBR backup ${id}`,
    async look(options) {
      const backup = await jobs.showCbrBackup(id, options);
      return backup === undefined ? [missing(cloud, "CBR", id)] : judgeBackup(backup);
    },
  };
}

/** CSBS backups hold no shared disks; CBR says nothing of the kind (ims_03_0607). */
export function lookAtCsbsBackup(cloud: Cloud, jobs: ImageJobs, id: string): Look {
  return {
    at: `CSBS backup ${id}`,
    async look(options) {
      const backup = await jobs.showCsbsBackup(id, options);
      if (backup === undefined) return [missing(cloud, "CSBS", id)];
      return [...judgeBackup(backup), ...backup.volumeIds.map((volumeId) => lookAtDisk(cloud, id, volumeId))];
    },
  };
}

function missing({ name }: Cloud, kind: "CBR" | "CSBS", id: string): Finding {
  return wrong(`cloud "${name}" has no ${kind} backup ${id}`);
}

/** IMG.0029, 0032, 0033, 0132, 0134 and 0198 (api-huawei-otc §5.5). */
export function judgeBackup({ id, status, ofServer, hasSystemDisk, imageIds }: Backup): Finding[] {
  const it = `backup ${id}`;
  const findings: Finding[] = [];
  if (status !== "available") findings.push(wrong(`${it} is ${status}, not available`));
  if (ofServer === false) findings.push(wrong(`${it} is not one of a server`));
  if (hasSystemDisk === false) findings.push(wrong(`${it} does not hold the server's system disk`));
  if (imageIds.length > 0) {
    const images = `${imageIds.length === 1 ? "image" : "images"} ${imageIds.join(", ")}`;
    const used = wrong(`${it} has already been used for ${images}; a backup serves one full-ECS image`);
    findings.push({ ...used, hint: oneImageHint });
  }
  return findings;
}

function lookAtDisk(cloud: Cloud, backupId: string, volumeId: string): Look {
  return {
    at: `volume ${volumeId} of backup ${backupId}`,
    look: async (options) => judgeDisk(backupId, await cloud.showVolume(volumeId, options)),
  };
}

/** A disk that is gone by now says nothing. */
export function judgeDisk(backupId: string, volume: Volume | undefined): Finding[] {
  if (!volume?.shared) return [];
  return [
    wrong(
      `backup ${backupId} is of a server with a shared disk (${volume.id}); no full-ECS image can be made of it`,
    ),
  ];
}
