import type { Profile } from "../../provider/clouds/settings";
import { DataImageSchema, dataImage } from "../../provider/resources/dataImage";
import { DataVolumeTemplateSchema, dataVolumeTemplate } from "../../provider/resources/dataVolumeTemplate";
import { FullEcsImageSchema, fullEcsImage } from "../../provider/resources/fullEcsImage";
import type { ImageResource } from "../../provider/resources/resource";
import { VolumeImageSchema, volumeImage } from "../../provider/resources/volumeImage";

export type Args = Readonly<Record<string, unknown>>;

/** A resource, and arguments of it that are right. */
export interface Subject {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
  readonly resource: ImageResource<any>;
  readonly fields: readonly string[];
  /** Arguments that break no rule on these clouds. */
  readonly good: Args;
  readonly profiles: readonly Profile[];
  /** One more that breaks a rule there: the path at which it is reported. */
  readonly wrong: Args;
  readonly path: string;
}

export const uuid = "16369c5d-384d-4e64-b37a-56d898769362";
export const zstackUuid = "6c8c6b0ea9844ff3bc58cc46b2fde6ce";

const images = {
  name: "web",
  description: "text",
  tags: { team: "blue", stage: "test" },
  minRamMiB: 1024,
  maxRamMiB: 2048,
  cloud: "prod",
  timeouts: { create: "30m", delete: "5m" },
};

export const subjects: readonly Subject[] = [
  {
    type: "VolumeImage",
    resource: volumeImage,
    fields: Object.keys(VolumeImageSchema.shape),
    good: {
      ...images,
      volumeId: uuid,
      force: true,
      containerFormat: "bare",
      diskFormat: "zvhd2",
      osType: "linux",
      firmwareType: "uefi",
      vifMultiqueue: true,
    },
    profiles: ["otc", "otc-swiss", "huaweicloud"],
    wrong: { visibility: "private" },
    path: "visibility",
  },
  {
    type: "FullEcsImage",
    resource: fullEcsImage,
    fields: Object.keys(FullEcsImageSchema.shape),
    good: { ...images, source: { instanceId: uuid, vaultId: uuid }, deleteBackup: true },
    profiles: ["otc", "otc-swiss", "huaweicloud"],
    wrong: { volumeId: uuid },
    path: "volumeId",
  },
  {
    type: "DataImage",
    resource: dataImage,
    fields: Object.keys(DataImageSchema.shape),
    good: {
      ...images,
      source: { bucket: "files", object: "data.qcow2" },
      minDiskGiB: 40,
      osType: "linux",
      cmkId: uuid,
      enterpriseProjectId: "0",
    },
    profiles: ["otc", "huaweicloud"],
    wrong: { volumeId: uuid },
    path: "volumeId",
  },
  {
    type: "DataVolumeTemplate",
    resource: dataVolumeTemplate,
    fields: Object.keys(DataVolumeTemplateSchema.shape),
    good: {
      name: "data",
      snapshotUuid: zstackUuid,
      backupStorageUuids: [zstackUuid, zstackUuid.replace("6", "7")],
      description: "text",
      state: "Enabled",
      userTags: ["team=blue", "test"],
      tagUuids: [zstackUuid],
      systemTags: ["a::b"],
      deleteMode: "Permissive",
      expunge: true,
      cloud: "prod",
      timeouts: { create: "6h", delete: "5m" },
    },
    profiles: ["zstack"],
    wrong: { tags: {} },
    path: "tags",
  },
];
