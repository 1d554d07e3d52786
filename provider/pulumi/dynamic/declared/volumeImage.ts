// Written by `npm run docs` from provider/resources/arguments/: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { type Declared, ManagedImage } from "../managedImage";
import type { Timeouts } from "../timeouts";
import type { Triggers } from "../triggers";

/**
 * Arguments of `VolumeImage`. Rules are those of the vendors' pages (EVS "Exporting EVS Disk Data as an
 * Image", OpenStack Block Storage API v3 and Image API v2), and are checked by `pulumi preview`; what the
 * cloud has to be asked for is looked at by `cloudimages:preflight`.
 */
export interface VolumeImageArgs {
  /**
   * Name of the image. OTC: 1–128 of `A-Z a-z 0-9 . _ -` and space, no space at either end; Huawei Cloud also
   * Chinese characters; OpenStack: 1–255 characters. Changed in place.
   * @default the resource's name
   * @example "golden"
   */
  name?: pulumi.Input<string>;
  /**
   * The volume to export: its UUID. It must be `available`, or in use with `force`. Replaces.
   * @example "16369c5d-384d-4e64-b37a-56d898769362"
   * @see https://support.huaweicloud.com/intl/en-us/api-evs/evs_04_2086.html
   * @see https://docs.openstack.org/api-ref/block-storage/v3/#upload-volume-to-image
   */
  volumeId: pulumi.Input<string>;
  /**
   * Export although the volume is in use; what its server has not written yet is then missing. OpenStack obeys
   * only where the operator has set `enable_force_upload`. Replaces.
   * @default `false`
   * @example true
   * @see https://support.huaweicloud.com/intl/en-us/api-evs/evs_04_2086.html
   * @see https://docs.openstack.org/api-ref/block-storage/v3/#upload-volume-to-image
   */
  force?: pulumi.Input<boolean>;
  /**
   * What the image's data is wrapped in. OTC, Huawei Cloud: `ami`, `ari`, `aki`, `ovf`, `bare`; OpenStack:
   * `ami`, `ari`, `aki`, `bare`, `ovf`, `ova`, `docker`, `compressed`. Replaces.
   * @default `bare`
   * @example "bare"
   * @see https://support.huaweicloud.com/intl/en-us/api-evs/evs_04_2086.html
   * @see https://docs.openstack.org/api-ref/block-storage/v3/#upload-volume-to-image
   */
  containerFormat?: pulumi.Input<
    "ami" | "ari" | "aki" | "ovf" | "bare" | "ova" | "docker" | "compressed" | (string & Record<never, never>)
  >;
  /**
   * Format of the image's data. OTC, Huawei Cloud: `vhd`, `zvhd`, `zvhd2`, `raw`, `qcow2`; OpenStack: `raw`,
   * `vmdk`, `vdi`, `qcow2`, `vhd`, `vhdx`, `ploop`. Replaces.
   * @default OTC, Huawei Cloud: `zvhd2`; OpenStack: `raw`
   * @example "qcow2"
   * @see https://support.huaweicloud.com/intl/en-us/api-evs/evs_04_2086.html
   * @see https://docs.openstack.org/api-ref/block-storage/v3/#upload-volume-to-image
   */
  diskFormat?: pulumi.Input<
    | "vhd"
    | "zvhd"
    | "zvhd2"
    | "raw"
    | "qcow2"
    | "vmdk"
    | "vdi"
    | "vhdx"
    | "ploop"
    | (string & Record<never, never>)
  >;
  /**
   * Operating system, also written `Linux`, `Windows`. OTC, Huawei Cloud: obeyed only when the volume is
   * available and its own metadata does not say it. OTC, Huawei Cloud: replaces; OpenStack: changed in place.
   * @default OTC, Huawei Cloud: `linux`; OpenStack: as the volume's image metadata has it
   * @example "linux"
   */
  osType?: pulumi.Input<"linux" | "windows" | "Linux" | "Windows">;
  /**
   * Description of the image. OTC, Huawei Cloud: at most 1024 characters, no line break, `<` or `>`;
   * OpenStack: at most 4000 characters. Changed in place.
   * @default OTC, Huawei Cloud: empty; OpenStack: as the volume's image metadata has it
   * @example "Web server with TLS"
   */
  description?: pulumi.Input<string>;
  /**
   * Tags, texts by keys: at most nine, on Huawei Cloud 19, because one more is ours. OTC: keys of 1–36
   * characters, none of them `=`, values of at most 43. Huawei Cloud: keys of 1–128, values of at most 255 of
   * Chinese letters, `A-Z a-z 0-9 _.:/+-@` and space. OpenStack: each becomes one tag `key=value` of at most
   * 255 characters. Changed in place.
   * @default none
   * @example {"team":"lab"}
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Least memory of a server made from the image, in MiB. 0: no limit. A whole number of MiB, 0 or more.
   * Changed in place.
   * @default `0`
   * @example 2048
   */
  minRamMiB?: pulumi.Input<number>;
  /**
   * Most memory of a server made from the image, in MiB. 0: no limit. A whole number of MiB, 0 or more. On
   * OTC, Huawei Cloud only. Changed in place.
   * @default `0`
   * @example 8192
   */
  maxRamMiB?: pulumi.Input<number>;
  /**
   * Least disk of a server made from the image, in GiB. On the other clouds it is the volume's size. A whole
   * number of GiB, 0 or more. On OpenStack only. Changed in place.
   * @default `0`
   * @example 20
   * @see https://docs.openstack.org/api-ref/image/v2/#update-image
   */
  minDiskGiB?: pulumi.Input<number>;
  /**
   * Firmware that a server made from the image boots with. Changed in place.
   * @default OTC, Huawei Cloud: `bios`; OpenStack: as the volume's image metadata has it
   * @example "uefi"
   */
  firmwareType?: pulumi.Input<"bios" | "uefi">;
  /**
   * Whether each network card of a server made from the image has several queues. Changed in place.
   * @default OTC, Huawei Cloud: `false`; OpenStack: as the volume's image metadata has it
   * @example true
   */
  vifMultiqueue?: pulumi.Input<boolean>;
  /**
   * Bus that the disks of a server made from the image are attached to. Nova's libvirt driver obeys it; its
   * hypervisor has to know the bus. On OpenStack only. Changed in place.
   * @default as the volume's image metadata has it, else Nova chooses
   * @example "scsi"
   * @see https://docs.openstack.org/glance/latest/admin/useful-image-properties.html
   */
  diskBus?: pulumi.Input<"virtio" | "scsi" | "sata" | "ide" | "usb" | "fdc" | "xen" | "lxc" | "uml">;
  /**
   * Enterprise project of the image: a UUID, or `0` (also an empty text) for the default one. On OTC, Huawei
   * Cloud only. Changed in place.
   * @default `0`
   * @example "16369c5d-384d-4e64-b37a-56d898769362"
   */
  enterpriseProjectId?: pulumi.Input<string>;
  /**
   * Who sees the image: its project alone (`private`), also projects that it is shared with (`shared`),
   * everybody, but in no list (`community`), or everybody (`public`). On OpenStack only. Changed in place.
   * @default `private`
   * @example "shared"
   * @see https://docs.openstack.org/api-ref/image/v2/#update-image
   */
  visibility?: pulumi.Input<"private" | "shared" | "community" | "public">;
  /**
   * Whether Glance refuses to delete the image. On OpenStack only. Changed in place.
   * @default `false`
   * @example true
   * @see https://docs.openstack.org/api-ref/image/v2/#update-image
   */
  protected?: pulumi.Input<boolean>;
  /**
   * Whether lists of images leave the image out unless they are asked for hidden ones; who has its id can use
   * it. On OpenStack only. Changed in place.
   * @default `false`
   * @example true
   * @see https://docs.openstack.org/api-ref/image/v2/#update-image
   */
  hidden?: pulumi.Input<boolean>;
  /**
   * Values that stand for what the image is baked from, as a list or by names: when one changes, a new image
   * is made, although all else is the same. Their order means nothing; no values are like none given. For a
   * name that changes with them, TypeScript has `uniqueName`. Replaces.
   * @default none
   * @example {"baseImage":"2026-07","playbook":"4f1e9a44"}
   */
  triggers?: pulumi.Input<Triggers>;
  /**
   * Name of the cloud: an entry of clouds.yaml. Read by this package alone: a change sends nothing.
   * @default `cloudimages:cloud`, then OS_CLOUD, then the environment's variables
   * @example "prod"
   */
  cloud?: pulumi.Input<string>;
  /**
   * How long to wait, each as "90s", "30m", "1h30m". Wins over the option `customTimeouts`. Read by this
   * package alone: a change sends nothing.
   * @default create and update "60m", delete "20m"
   * @example {"create":"90m"}
   */
  timeouts?: pulumi.Input<Timeouts>;
}

/** Outputs of `VolumeImage`. */
export abstract class VolumeImageOutputs extends ManagedImage {
  /** Id of the image in its cloud, for other resources. Use this, never `id`, which may be the id of a job. */
  declare readonly imageId: pulumi.Output<string>;
  /** Name of the image in its cloud. */
  declare readonly name: pulumi.Output<string>;
  /** State of the image in the cloud's own word: `active` once it can be used. */
  declare readonly status: pulumi.Output<string>;
  /** Description of the image; empty where it has none. */
  declare readonly description: pulumi.Output<string>;
  /** Tags of the image, without the one that this package sets. */
  declare readonly tags: pulumi.Output<Record<string, string>>;
  /** Size of the image's data, in bytes, where the cloud tells it. */
  declare readonly sizeBytes: pulumi.Output<number | undefined>;
  /** Least disk of a server made from it, in GiB. */
  declare readonly minDiskGiB: pulumi.Output<number>;
  /** Least memory of a server made from it, in MiB; 0: no limit. */
  declare readonly minRamMiB: pulumi.Output<number>;
  /** Most memory of a server made from it, in MiB; 0: no limit. */
  declare readonly maxRamMiB: pulumi.Output<number>;
  /** MD5 of the image's data, where the cloud tells it: Open Telekom Cloud and Huawei Cloud do not. */
  declare readonly checksum: pulumi.Output<string | undefined>;
  /** Format of the image's data, such as `zvhd2`, as the cloud shows it: it may differ from the argument. */
  declare readonly diskFormat: pulumi.Output<string>;
  /** What the data is wrapped in, such as `bare`, as the cloud shows it. */
  declare readonly containerFormat: pulumi.Output<string>;
  /** Operating system: `linux`, `windows` or empty. */
  declare readonly osType: pulumi.Output<string>;
  /** Firmware that a server made from it boots with: `bios` or `uefi`. */
  declare readonly firmwareType: pulumi.Output<string>;
  /** Whether each network card of a server made from it has several queues. */
  declare readonly vifMultiqueue: pulumi.Output<boolean>;
  /** Enterprise project of the image: a UUID, or `0` for the default one, as always on OpenStack. */
  declare readonly enterpriseProjectId: pulumi.Output<string>;
  /** Who sees the image: `private`, `shared`, `community` or `public`. */
  declare readonly visibility: pulumi.Output<string>;
  /** Whether the cloud refuses to delete the image. */
  declare readonly protected: pulumi.Output<boolean>;
  /** When the image was created, such as `2026-07-01T09:30:00Z` (RFC 3339, UTC). */
  declare readonly createdAt: pulumi.Output<string>;
  /** When the image last changed, such as `2026-07-01T09:30:00Z` (RFC 3339, UTC). */
  declare readonly updatedAt: pulumi.Output<string>;
  /** Region that the image is in, such as `eu-de`. */
  declare readonly region: pulumi.Output<string>;
  /** Project that the image is in, by its id. */
  declare readonly projectId: pulumi.Output<string>;
  /** Address of the image service that holds the image. */
  declare readonly endpoint: pulumi.Output<string>;
  /**
   * Bus that the disks of a server made from the image are attached to. Nova's libvirt driver obeys it; its
   * hypervisor has to know the bus.
   */
  declare readonly diskBus: pulumi.Output<string | undefined>;
  /** The volume it was made from: its UUID. */
  declare readonly volumeId: pulumi.Output<string>;
  /** The volume's type when the image was made, such as `SSD`. */
  declare readonly volumeType: pulumi.Output<string>;
  /** The volume's size when the image was made, in GiB. */
  declare readonly volumeSizeGiB: pulumi.Output<number>;
  /** The volume's availability zone, such as `eu-de-01`. */
  declare readonly volumeAvailabilityZone: pulumi.Output<string>;
  /** The volume's description when the image was made. */
  declare readonly volumeDescription: pulumi.Output<string | undefined>;
  /** On OpenStack, whether lists of images leave it out. */
  declare readonly hidden: pulumi.Output<boolean | undefined>;
}

/** What the class needs to know of the resource, without loading it. */
export const declared = {
  type: "VolumeImage",
  outputs: [
    "imageId",
    "name",
    "status",
    "description",
    "tags",
    "sizeBytes",
    "minDiskGiB",
    "minRamMiB",
    "maxRamMiB",
    "checksum",
    "diskFormat",
    "containerFormat",
    "osType",
    "firmwareType",
    "vifMultiqueue",
    "enterpriseProjectId",
    "visibility",
    "protected",
    "createdAt",
    "updatedAt",
    "region",
    "projectId",
    "endpoint",
    "diskBus",
    "volumeId",
    "volumeType",
    "volumeSizeGiB",
    "volumeAvailabilityZone",
    "volumeDescription",
    "hidden",
  ],
  revealingOutputs: { volumeId: ["dataOrigin"] },
} satisfies Declared;
