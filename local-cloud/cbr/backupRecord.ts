import { randomUUID } from "node:crypto";
import { imageStatus } from "../images/imageRecord";
import type { JobRun } from "../ims/jobs/jobRecord";
import { microsZ } from "../world/clock";
import type { HuaweiName } from "../world/profile";
import type { JobSettings } from "../world/settings";
import { ImpossibleFixture, known, projectNamed, type World } from "../world/world";

/**
 * A backup, of CBR or of the older CSBS (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
 */
export interface BackupRecord {
  readonly id: string;
  readonly profile: HuaweiName;
  readonly projectId: string;
  readonly createdAt: number;
  kind: "CBR" | "CSBS";
  name: string;
  description: string;
  /** When no job is making it; see `backupStatus`. */
  status: string;
  resourceId: string;
  resourceName: string;
  resourceType: string;
  resourceSizeGiB: number;
  vaultId: string | null;
  containSystemDisk: boolean;
  /** Images said to be made from it, besides those that are here: of another project, or of before. */
  osImagesData: string[];
  /** The disks it was made of. */
  volumeIds: string[];
  /** Whom it is shared with. */
  members: { projectId: string; status: string }[];
  /** It belongs to somebody else and was shared with this project. */
  sharedWithUs: boolean;
  /** How jobs behave that make an image of it. */
  job: Partial<JobSettings>;
  /** The job that makes it on the way to an image. */
  madeBy?: JobRun;
  /** Deleted together with its image. */
  goneFrom?: number;
}

export type NewBackup = Partial<
  Omit<BackupRecord, "profile" | "projectId" | "createdAt" | "madeBy" | "goneFrom">
> & {
  profile?: HuaweiName;
  /** Name or id; the profile's first project by default. */
  project?: string;
};
export type BackupPatch = Partial<Omit<NewBackup, "id" | "profile" | "project">>;

export function addBackup(world: World, given: NewBackup & Pick<BackupRecord, "madeBy"> = {}): BackupRecord {
  const { profile = "otc", project: text, ...rest } = given;
  const { project } = projectNamed(world, profile, text);
  const backup: BackupRecord = {
    id: given.id ?? world.newId("backup"),
    kind: "CBR",
    name: "demo-backup",
    description: "",
    status: "available",
    resourceId: randomUUID(),
    resourceName: "demo-server",
    resourceType: "OS::Nova::Server",
    resourceSizeGiB: 40,
    vaultId: null,
    containSystemDisk: true,
    osImagesData: [],
    volumeIds: [],
    members: [],
    sharedWithUs: false,
    job: {},
    ...rest,
    profile,
    projectId: project.id,
    createdAt: world.clock.now(),
  };
  checkKind(backup);
  world.backups.set(backup.id, backup);
  return backup;
}

/** docs/vendors/open-telekom-and-huawei.md#endpoints. */
function checkKind({ profile, kind }: Pick<BackupRecord, "profile" | "kind">): void {
  if (profile === "otc-swiss" && kind === "CSBS")
    throw new ImpossibleFixture("otc-swiss has no CSBS: its backups are of CBR");
}

/** `undefined`: deleted. */
export function backupStatus(backup: BackupRecord, now: number): string | undefined {
  if (backup.goneFrom !== undefined && now >= backup.goneFrom) return undefined;
  if (backup.madeBy === undefined) return backup.status;
  if (now < backup.madeBy.endsAt) return "protecting";
  return backup.madeBy.outcome === "failed" ? "error" : "available";
}

export const isProtecting = (backup: BackupRecord, now: number): boolean =>
  ["protecting", "waiting_protect"].includes(backupStatus(backup, now) ?? "");

/** Used at once when the job starts; free again when its image is gone. */
export const imagesOf = (world: World, backup: BackupRecord, now: number): string[] => [
  ...backup.osImagesData,
  ...[...world.images.values()]
    .filter((image) => image.attributes.__backup_id === backup.id && imageStatus(image, now) !== undefined)
    .map(({ id }) => id),
];

export const backupsOf = (world: World, projectId: string, kind: BackupRecord["kind"]): BackupRecord[] =>
  [...world.backups.values()].filter(
    (backup) =>
      backup.projectId === projectId &&
      backup.kind === kind &&
      backupStatus(backup, world.clock.now()) !== undefined,
  );

export type BackupView = Omit<BackupRecord, "madeBy" | "goneFrom" | "createdAt"> & {
  project: string;
  createdAt: string;
};

export function backupView(world: World, backup: BackupRecord): BackupView {
  const { madeBy: _madeBy, goneFrom: _goneFrom, ...rest } = backup;
  const now = world.clock.now();
  return {
    ...rest,
    project: projectNamed(world, backup.profile, backup.projectId).project.name,
    status: backupStatus(backup, now) ?? "deleted",
    osImagesData: imagesOf(world, backup, now),
    createdAt: microsZ(backup.createdAt),
  };
}

const existing = (world: World): Map<string, BackupRecord> =>
  new Map([...world.backups].filter(([, backup]) => backupStatus(backup, world.clock.now()) !== undefined));

export const backupViews = (world: World): BackupView[] =>
  [...existing(world).values()].map((backup) => backupView(world, backup));

export const showBackup = (world: World, id: string): BackupView =>
  backupView(world, known("backup", existing(world), id));

/** A status given here holds at once, also while a job makes the backup. */
export function patchBackup(world: World, id: string, changes: BackupPatch): BackupView {
  const backup = known("backup", existing(world), id);
  checkKind({ ...backup, ...changes });
  if (changes.status !== undefined) delete backup.madeBy;
  return backupView(world, Object.assign(backup, changes));
}

export function removeBackup(world: World, id: string): void {
  known("backup", existing(world), id).goneFrom = world.clock.now();
}
