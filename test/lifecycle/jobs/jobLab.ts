import type { ProfileName } from "../../../local-cloud";
import type { Props } from "../../../provider/lifecycle/state/inputs";
import { dataImage } from "../../../provider/resources/dataImage";
import { fullEcsImage } from "../../../provider/resources/fullEcsImage";
import { type Lab, type LabOptions, openLab, type ProviderProcess } from "../harness/lab";
import { Stack } from "../harness/stack";

/** What an image can be made from by a job. */
export type Origin = "a server" | "a CSBS backup" | "a CBR backup" | "an object";
export const origins = ["a server", "a CSBS backup", "a CBR backup", "an object"] as const;
/** Those that every cloud of the family has. */
export const everywhere = ["a server", "a CBR backup", "an object"] as const;

/** A lab with something to make an image from. */
export interface JobLab extends Lab {
  readonly origin: Origin;
  /** The route of the create call. */
  readonly createRoute: string;
  /** Another one like it. */
  otherSource(): Props;
  /** Arguments of an image from it. */
  args(more?: Props): Props;
  stack(name?: string, ownedBy?: string): Stack;
}

export async function openJobLab(
  profile: Exclude<ProfileName, "openstack">,
  origin: Origin,
  { settings, ...options }: LabOptions = {},
  open: (profile: ProfileName, options: LabOptions) => Promise<Lab> = openLab,
): Promise<JobLab> {
  const lab = await open(profile, {
    settings: { jobSeconds: 120, jobInitSeconds: 4, jobImageListedAfterSeconds: 3, ...settings },
    ...options,
  });
  const source = sourceIn(lab, profile, origin);
  const createRoute = origin === "an object" ? "ims.createDataImage" : "ims.createFullEcsImage";
  return {
    ...lab,
    origin,
    createRoute,
    otherSource: () => sourceIn(lab, profile, origin, "other"),
    creates: () => lab.wire().filter((route) => route === createRoute).length,
    args: (more = {}) => ({
      name: "golden",
      source,
      ...(origin === "an object" ? { minDiskGiB: 40 } : {}),
      ...more,
    }),
    stack: (name = "golden", ownedBy) =>
      new Stack(name, origin === "an object" ? dataImage : fullEcsImage, ownedBy),
  };
}

/** From then on, pauses after a search by mark for as long as a cloud may ask: between the two questions of one look. */
export async function keepApart(lab: JobLab, process: ProviderProcess, fromMs: number): Promise<void> {
  const searched = () => "tag" in (lab.cloud.requests().at(-1)?.query ?? {});
  while (lab.clock.elapsed() < fromMs || !searched()) await lab.clock.sleep(50);
  process.connect(undefined).pace.pause(lab.clock.now() + 60_000);
}

function sourceIn(
  { cloud }: Lab,
  profile: Exclude<ProfileName, "openstack">,
  origin: Origin,
  bucketName = "exports",
): Props {
  switch (origin) {
    case "a server": {
      const server = cloud.addServer({ profile });
      const vault = cloud.addVault({ profile });
      return { instanceId: server.id, vaultId: vault.id };
    }
    case "a CSBS backup":
      return { csbsBackupId: cloud.addBackup({ profile, kind: "CSBS" }).id };
    case "a CBR backup":
      return { cbrBackupId: cloud.addBackup({ profile, kind: "CBR" }).id };
    case "an object": {
      const bucket = cloud.addBucket({ profile, name: bucketName });
      cloud.addObject({ bucket: bucket.name, key: "disks/data.qcow2" });
      return { bucket: bucket.name, object: "disks/data.qcow2" };
    }
  }
}
