import type { CloudName, LocalCloud, ProfileName, Settings } from "../../../local-cloud";
import type { Props } from "../../../provider/lifecycle/state/inputs";
import { dataImage } from "../../../provider/resources/dataImage";
import { dataVolumeTemplate } from "../../../provider/resources/dataVolumeTemplate";
import { fullEcsImage } from "../../../provider/resources/fullEcsImage";
import type { ImageResource } from "../../../provider/resources/resource";
import { volumeImage } from "../../../provider/resources/volumeImage";
import { huawei, openstack, type Routes, zstack } from "./routes";

/** A resource on a cloud: all that a test of the lifecycle has to know about it. */
export interface Subject {
  readonly name: string;
  readonly profile: CloudName;
  // biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
  readonly resource: ImageResource<any>;
  /** How the cloud makes it: by an export of a volume, by a job, or as a template. */
  readonly madeBy: "export" | "job" | "template";
  /** What a job makes it from. */
  readonly origin?: Origin | undefined;
  readonly routes: Routes;
  readonly settings?: Partial<Settings>;
  /** Arguments of one, with a source that is added to the cloud, or another one of that kind. */
  source(cloud: LocalCloud, other?: boolean): Props;
}

/** What an image can be made from by a job. */
export type Origin = "a server" | "a CSBS backup" | "a CBR backup" | "an object";
export const origins = ["a server", "a CSBS backup", "a CBR backup", "an object"] as const;
/** Those that every cloud of the family has. */
export const everywhere = ["a server", "a CBR backup", "an object"] as const;

export const volumeImageOn = (profile: ProfileName): Subject => ({
  name: `a VolumeImage on ${profile}`,
  profile,
  resource: volumeImage,
  madeBy: "export",
  routes: profile === "openstack" ? openstack : huawei,
  source: (cloud) => ({ volumeId: cloud.addVolume({ profile, sizeGiB: 20 }).id }),
});

export function jobImage(profile: Exclude<ProfileName, "openstack">, origin: Origin): Subject {
  const data = origin === "an object";
  return {
    name: `a ${data ? "DataImage" : "FullEcsImage"} of ${origin} on ${profile}`,
    profile,
    resource: data ? dataImage : fullEcsImage,
    madeBy: "job",
    origin,
    routes: {
      ...huawei,
      create: data ? "ims.createDataImage" : "ims.createFullEcsImage",
      job: [profile === "huaweicloud" ? "ims.showJobProgress" : "ims.showJob"],
    },
    settings: { jobSeconds: 120, jobInitSeconds: 4, jobImageListedAfterSeconds: 3 },
    source: (cloud, other) => ({
      source: sources[origin](cloud, profile, other ? "other" : "exports"),
      ...(data && { minDiskGiB: 40 }),
    }),
  };
}

const sources: Record<
  Origin,
  (cloud: LocalCloud, profile: Exclude<ProfileName, "openstack">, bucketName: string) => Props
> = {
  "a server": (cloud, profile) => {
    const server = cloud.addServer({ profile });
    return { instanceId: server.id, vaultId: cloud.addVault({ profile }).id };
  },
  "a CSBS backup": (cloud, profile) => ({ csbsBackupId: cloud.addBackup({ profile, kind: "CSBS" }).id }),
  "a CBR backup": (cloud, profile) => ({ cbrBackupId: cloud.addBackup({ profile, kind: "CBR" }).id }),
  "an object": (cloud, profile, bucketName) => {
    const { name: bucket } = cloud.addBucket({ profile, name: bucketName });
    const object = "disks/data.qcow2";
    cloud.addObject({ bucket, key: object });
    return { bucket, object };
  },
};

/** On two backup storages. */
export const template: Subject = {
  name: "a DataVolumeTemplate on zstack",
  profile: "zstack",
  resource: dataVolumeTemplate,
  madeBy: "template",
  routes: zstack,
  settings: { templateSeconds: 30 },
  source: (cloud) => ({
    snapshotUuid: cloud.addSnapshot().uuid,
    backupStorageUuids: [cloud.addBackupStorage().uuid, cloud.addBackupStorage().uuid],
  }),
};

/** Told no more than a cloud, tests are about the resource that is there everywhere. */
export const subjectOn = (profile: CloudName): Subject =>
  profile === "zstack" ? template : volumeImageOn(profile);
