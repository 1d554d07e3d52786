import type { CloudName, LocalCloud } from "../../local-cloud";
import {
  dataImage,
  dataVolumeTemplate,
  fullEcsImage,
  type ImageResource,
  type Props,
  volumeImage,
} from "./outside";

/** A resource on a kind of cloud, and the arguments that the pins are about. */
export interface Subject {
  // biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
  readonly resource: ImageResource<any>;
  readonly profile: CloudName;
  /** What a program has to say. */
  readonly least: Props;
  /** Values of every argument: what a create sends where it is left out, and others. Those that a cloud refuses are passed over. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  /** The route of the call that creates. */
  readonly createRoute: string;
}

/** Sources, by ids that do not change: they are hashed into marks. */
export const ids = {
  volume: "16369c5d-384d-4e64-b37a-56d898769362",
  otherVolume: "26369c5d-384d-4e64-b37a-56d898769362",
  server: "36369c5d-384d-4e64-b37a-56d898769362",
  otherServer: "46369c5d-384d-4e64-b37a-56d898769362",
  vault: "56369c5d-384d-4e64-b37a-56d898769362",
  csbsBackup: "66369c5d-384d-4e64-b37a-56d898769362",
  cbrBackup: "76369c5d-384d-4e64-b37a-56d898769362",
  disk: "86369c5d-384d-4e64-b37a-56d898769362",
  key: "96369c5d-384d-4e64-b37a-56d898769362",
  snapshot: "6c8c6b0ea9844ff3bc58cc46b2fde6ce",
  otherSnapshot: "7c8c6b0ea9844ff3bc58cc46b2fde6ce",
  storage: "8c8c6b0ea9844ff3bc58cc46b2fde6ce",
  otherStorage: "9c8c6b0ea9844ff3bc58cc46b2fde6ce",
  tagPattern: "ac8c6b0ea9844ff3bc58cc46b2fde6ce",
} as const;

const shared = {
  name: ["silver"],
  description: ["weekly"],
  triggers: [[], {}, ["a", "b"], ["b", "a"], ["a"], { base: "1.0", patch: 2 }, { patch: 2, base: "1.0" }],
  timeouts: [{ create: "2h" }],
};
const tags = [{}, { team: "lab" }];
const ram = { minRamMiB: [0, 1024], maxRamMiB: [0, 4096] };
const enterpriseProjectId = ["0", ids.key];

const huaweiFamily = ["otc", "otc-swiss", "huaweicloud"] as const;

const volumeImages = [...huaweiFamily, "openstack" as const].map(
  (profile): Subject => ({
    resource: volumeImage,
    profile,
    least: { name: "golden", volumeId: ids.volume },
    values: {
      ...shared,
      ...ram,
      tags,
      enterpriseProjectId,
      cloud: [profile],
      volumeId: [ids.otherVolume],
      force: [false, true],
      containerFormat: ["bare", "ovf", "docker"],
      diskFormat: ["zvhd2", "raw", "qcow2", "vmdk"],
      osType: ["linux", "windows"],
      minDiskGiB: [0, 40],
      firmwareType: ["bios", "uefi"],
      vifMultiqueue: [false, true],
      diskBus: ["virtio", "scsi"],
      visibility: ["private", "shared"],
      protected: [false, true],
      hidden: [false, true],
    },
    createRoute: profile === "openstack" ? "cinder.uploadImage" : "evs.uploadImage",
  }),
);

const fullEcsImages = huaweiFamily.map(
  (profile): Subject => ({
    resource: fullEcsImage,
    profile,
    least: { name: "golden", source: { instanceId: ids.server, vaultId: ids.vault } },
    values: {
      ...shared,
      ...ram,
      tags,
      enterpriseProjectId,
      cloud: [profile],
      source: [
        { vaultId: ids.vault, instanceId: ids.server },
        { instanceId: ids.server },
        { instanceId: ids.otherServer, vaultId: ids.vault },
        { csbsBackupId: ids.csbsBackup },
        { cbrBackupId: ids.cbrBackup },
      ],
      deleteBackup: [false, true],
    },
    createRoute: "ims.createFullEcsImage",
  }),
);

const dataImages = huaweiFamily.map(
  (profile): Subject => ({
    resource: dataImage,
    profile,
    least: { name: "golden", source: { bucket: "exports", object: "disks/data.qcow2" }, minDiskGiB: 40 },
    values: {
      ...shared,
      ...ram,
      tags,
      enterpriseProjectId,
      cloud: [profile],
      source: [
        { object: "disks/data.qcow2", bucket: "exports" },
        { bucket: "exports", object: "disks/other.qcow2" },
        { bucket: "other", object: "disks/data.qcow2" },
      ],
      minDiskGiB: [80],
      osType: ["linux", "windows"],
      cmkId: [ids.key],
    },
    createRoute: "ims.createDataImage",
  }),
);

const templates: Subject = {
  resource: dataVolumeTemplate,
  profile: "zstack",
  least: { name: "golden", snapshotUuid: ids.snapshot, backupStorageUuids: [ids.storage, ids.otherStorage] },
  values: {
    ...shared,
    cloud: ["zstack"],
    snapshotUuid: [ids.otherSnapshot],
    backupStorageUuids: [[ids.otherStorage, ids.storage], [ids.storage]],
    state: ["Enabled", "Disabled"],
    userTags: [[], ["a", "b"]],
    tagUuids: [[], [ids.tagPattern]],
    systemTags: [[], ["bootMode::UEFI"]],
    deleteMode: ["Permissive", "Enforcing"],
    expunge: [false, true],
  },
  createRoute: "zstack.createTemplate",
};

export const subjects: readonly Subject[] = [...volumeImages, ...fullEcsImages, ...dataImages, templates];

export const subjectOf = (type: string, profile: CloudName): Subject =>
  subjects.find((one) => one.resource.type === type && one.profile === profile) as Subject;

export const nameOf = ({ resource, profile }: Subject): string => `${resource.type} on ${profile}`;

/** Calls of the local cloud's back door. */
export type Things = readonly (readonly [keyof LocalCloud, Readonly<Record<string, unknown>>])[];

/** The sources of a subject's images. `more`: how the cloud behaves that makes them. */
export function sourcesOf({ resource, profile }: Subject, more: Props = {}): Things {
  const csbs = [
    "addBackup",
    { profile, id: ids.csbsBackup, kind: "CSBS", resourceId: ids.server, ...more },
  ] as const;
  switch (resource.type) {
    case "VolumeImage":
      return [
        ["addVolume", { profile, id: ids.volume, sizeGiB: 20, ...more }],
        ["addVolume", { profile, id: ids.otherVolume, sizeGiB: 20 }],
      ];
    case "FullEcsImage":
      return [
        ["addVolume", { profile, id: ids.disk, bootable: true }],
        ["addServer", { profile, id: ids.server, volumeIds: [ids.disk], ...more }],
        ["addVault", { profile, id: ids.vault }],
        ...(profile === "otc-swiss" ? [] : [csbs]),
        ["addBackup", { profile, id: ids.cbrBackup, kind: "CBR", resourceId: ids.server, ...more }],
      ];
    case "DataImage":
      return [
        ["addBucket", { profile, name: "exports" }],
        ["addObject", { bucket: "exports", key: "disks/data.qcow2", ...more }],
      ];
    default:
      return [
        ["addSnapshot", { uuid: ids.snapshot }],
        ["addBackupStorage", { uuid: ids.storage }],
        ["addBackupStorage", { uuid: ids.otherStorage, ...more }],
      ];
  }
}

export function putInto(cloud: LocalCloud, things: Things): void {
  for (const [add, thing] of things) (cloud[add] as (thing: unknown) => unknown)(thing);
}
