import { z } from "zod";
import type { Cloud } from "../clouds/cloud";
import { differencesOf } from "../clouds/huawei/differences";
import type { Image } from "../clouds/image";
import type { Profile } from "../clouds/settings";
import { steps } from "../polling/steps";
import { fullEcsImageTable } from "./arguments/fullEcsImage";
import { propertyOutputs } from "./arguments/table";
import { existingFullEcsImage } from "./existing/fullEcsImage";
import type { Issue } from "./issues";
import { JobImageOutputs, jobImageIssues, jobsOf, newImage } from "./jobImage";
import { probeCbrBackup, probeCsbsBackup } from "./preflight/backup";
import { once } from "./preflight/once";
import { type ProbeResult, probeAll } from "./preflight/probe";
import { probeQuota } from "./preflight/quota";
import { probeServer } from "./preflight/server";
import { sharedProbes } from "./preflight/sharedProbes";
import { probeVault } from "./preflight/vault";
import { fullEcsHint } from "./refusalHints";
import type { ImageResource } from "./resource";

/**
 * An image of a whole server with all its disks, made from the server itself or from a CSBS or CBR backup of it
 * ("Creating a Full-ECS Image", `POST /v1/cloudimages/wholeimages/action`).
 */
export const FullEcsImageSchema = fullEcsImageTable.schema;

export const FullEcsImageOutputs = JobImageOutputs.extend({
  ...propertyOutputs(fullEcsImageTable),
  backupId: z.string().optional().describe("The backup behind the image: its UUID"),
});

export type FullEcsImageInputs = z.output<typeof FullEcsImageSchema>;
type Source = FullEcsImageInputs["source"];

export const fullEcsImage: ImageResource<FullEcsImageInputs> = {
  type: "FullEcsImage",
  ...fullEcsImageTable,

  rules: (args, profile) => [
    ...jobImageIssues("full-ECS images", args, profile, fullEcsImageTable),
    ...(args.source === undefined ? [] : sourceIssues(args.source, profile)),
  ],

  // Only the create call finds out whether a server or a backup is in use (IMG.0010, IMG.0136).
  source: { key: ({ source }) => describeSource(source) },

  preflight: (cloud, { source }, options) =>
    probeAll([...probeSource(cloud, source), ...probeQuota(cloud)], cloud, options),

  revealingOutputs: { source: ["dataOrigin", "backupId"] },

  existing: existingFullEcsImage,

  mark: "tag",

  making: steps.exporting,
  right: { what: "make full-ECS images", actions: ["makeFullEcsImage"] },

  isFrom({ dataOrigin = "", backupId }: Image, { source }) {
    const backup = backupOf(source);
    if (backup !== undefined) return backupId === backup || dataOrigin === `server_backup,${backup}`;
    // The origin may be the backup that IMS took of the server for the image.
    return dataOrigin === `instance,${source.instanceId}` || dataOrigin.startsWith("server_backup,");
  },

  mayBeFrom(image, args) {
    return image.dataOrigin === undefined || this.isFrom(image, args);
  },

  async start(cloud, args, { tag }, options) {
    const { source, minRamMiB, maxRamMiB } = args;
    const request = { ...newImage(args, tag), source: wireSource(source), minRamMiB, maxRamMiB };
    return jobsOf(cloud).createFullEcsImage(request, options);
  },

  hintFor: fullEcsHint,

  /** "A CBR backup can be used to create only one full-ECS image", and a CSBS backup likewise. */
  deletesFirst: (before, after) =>
    backupOf(before.source) !== undefined && backupOf(before.source) === backupOf(after.source),

  deletion: ({ deleteBackup }) => ({ deleteBackup: deleteBackup ?? false }),

  /** Some gateways drop the body of a DELETE (docs/vendors/open-telekom-and-huawei.md#deleting-an-image). */
  async leftBehind(cloud, { backupId }, { deleteBackup, source }, options) {
    if (deleteBackup !== true || backupId === undefined) return undefined;
    const byCsbs =
      source?.csbsBackupId !== undefined ||
      (source?.instanceId !== undefined && source.vaultId === undefined);
    const jobs = jobsOf(cloud);
    const backup = await (byCsbs
      ? jobs.showCsbsBackup(backupId, options)
      : jobs.showCbrBackup(backupId, options));
    return (
      backup &&
      `backup ${backupId}, which was to go with the image, is ${backup.status}: delete it in the cloud`
    );
  },
};

function backupOf(source: Partial<Source> | undefined): string | undefined {
  return source?.csbsBackupId ?? source?.cbrBackupId;
}

function describeSource({ instanceId, csbsBackupId, cbrBackupId }: Source): string {
  if (instanceId !== undefined) return `server ${instanceId}`;
  return csbsBackupId === undefined ? `CBR backup ${cbrBackupId}` : `CSBS backup ${csbsBackupId}`;
}

function wireSource({ instanceId, vaultId, csbsBackupId, cbrBackupId }: Source) {
  if (instanceId !== undefined) return { instanceId, vaultId };
  if (csbsBackupId !== undefined) return { csbsBackupId };
  return { cbrBackupId: cbrBackupId as string }; // exactly one is given (sourceIssues)
}

function probeSource(cloud: Cloud, source: Source): ProbeResult {
  const jobs = jobsOf(cloud);
  const { instanceId, vaultId, csbsBackupId, cbrBackupId } = wireSource(source);
  if (instanceId !== undefined) {
    const shared = sharedProbes(cloud, jobs);
    const reads = { showServer: once(shared.showServer), showVolume: once(shared.showVolume) };
    return [
      probeServer(cloud.name, reads, instanceId),
      ...probeVault(cloud, jobs, reads, instanceId, vaultId),
    ];
  }
  if (csbsBackupId !== undefined) return [probeCsbsBackup(cloud, jobs, csbsBackupId)];
  return [probeCbrBackup(cloud, jobs, cbrBackupId)];
}

/** The types already refuse invalid combinations; programs in JavaScript and YAML get these messages. */
function sourceIssues(source: Source, profile: Profile | undefined): Issue[] {
  const given = (["instanceId", "csbsBackupId", "cbrBackupId"] as const).filter(
    (field) => source[field] !== undefined,
  );
  if (given.length !== 1) {
    const got = given.length === 0 ? "none" : given.join(" and ");
    return [
      {
        property: "source",
        reason: `must be exactly one of instanceId, csbsBackupId and cbrBackupId; got ${got}`,
      },
    ];
  }
  const issues: Issue[] = [];
  if (source.vaultId !== undefined && source.instanceId === undefined) {
    const reason = "a vault goes with instanceId only: a backup lies in its vault already";
    issues.push({ property: "source.vaultId", reason });
  }
  if (differencesOf(profile)?.csbs !== false) return issues;
  if (source.csbsBackupId !== undefined) {
    issues.push({ property: "source.csbsBackupId", reason: "the Swiss cloud has no CSBS; use cbrBackupId" });
  }
  if (source.instanceId !== undefined && source.vaultId === undefined) {
    const reason =
      "required with instanceId on the Swiss cloud: the backup that is made on the way needs a CBR vault";
    issues.push({ property: "source.vaultId", reason });
  }
  return issues;
}
