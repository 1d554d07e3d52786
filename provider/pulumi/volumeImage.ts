import type * as pulumi from "@pulumi/pulumi";
import { VolumeImageOutputs, volumeImage } from "../resources/volumeImage";
import { ImageResource } from "./imageResource";
import { typeToken } from "./managedImage";
import { preflightOf } from "./preflight";
import type { Timeouts } from "./timeouts";
import type { Triggers } from "./triggers";

/**
 * Arguments of `VolumeImage`. Rules are those of the vendors' pages (EVS "Exporting EVS Disk Data as an Image",
 * OpenStack Block Storage API v3 and Image API v2) and are checked by `pulumi preview`.
 */
export interface VolumeImageArgs {
  /**
   * Name of the image. OTC: 1–128 of `A-Z a-z 0-9 . _ -` and space, no space at either end; Huawei Cloud also
   * Chinese characters; OpenStack: 1–255 characters. Default: the resource's name. Changed in place.
   */
  name?: pulumi.Input<string>;
  /** The volume to export: its UUID. It must be `available`, or in use with `force`. Replaces. */
  volumeId: pulumi.Input<string>;
  /**
   * Export although the volume is in use; what its server has not written yet is then missing. OpenStack obeys only
   * where the operator has set `enable_force_upload`. Default false. Replaces.
   */
  force?: pulumi.Input<boolean>;
  /** `ami`, `ari`, `aki`, `ovf`, `bare`; OpenStack also `ova`, `docker`, `compressed`. Default `bare`. Replaces. */
  containerFormat?: pulumi.Input<string>;
  /**
   * OTC, Huawei Cloud: `vhd`, `zvhd`, `zvhd2` (default), `raw`, `qcow2`. OpenStack: `raw` (default), `vmdk`, `vdi`,
   * `qcow2`, `vhd`, `vhdx`, `ploop`. Replaces.
   */
  diskFormat?: pulumi.Input<string>;
  /**
   * Operating system, also written `Linux`, `Windows`. OTC, Huawei Cloud: default `linux`, obeyed only when the volume
   * is available and its own metadata does not say it; replaces. OpenStack: the image's
   * property `os_type`, default as the volume's image metadata has it; changed in place.
   */
  osType?: pulumi.Input<"linux" | "windows" | "Linux" | "Windows">;
  /** OTC, Huawei Cloud: at most 1024 characters, no line break, `<` or `>`. Changed in place. */
  description?: pulumi.Input<string>;
  /**
   * At most nine, on Huawei Cloud 19: one more is ours. OTC: keys of 1–36 characters, none of them `=`, values of at most
   * 43. Huawei Cloud: keys of 1–128, values of at most 255 of Chinese letters, `A-Z a-z 0-9 _ . : / + - @` and space.
   * OpenStack: each becomes one tag `key=value` of at most 255 characters. Changed in place.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Least memory of a server made from the image, in MiB. 0 (default): no limit. Changed in place. */
  minRamMiB?: pulumi.Input<number>;
  /** Most memory, in MiB. 0 (default): no limit. Not on OpenStack. Changed in place. */
  maxRamMiB?: pulumi.Input<number>;
  /** Least disk, in GiB. OpenStack only; elsewhere it is the volume's size. Changed in place. */
  minDiskGiB?: pulumi.Input<number>;
  /** Firmware that a server boots with. Default `bios`; OpenStack: as the volume's image metadata has it. Changed in place. */
  firmwareType?: pulumi.Input<"bios" | "uefi">;
  /** Several queues for each network card. Default false; OpenStack: as the volume's image metadata has it. Changed in place. */
  vifMultiqueue?: pulumi.Input<boolean>;
  /** `0` (the default project) or a UUID. OTC and Huawei Cloud only. Changed in place. */
  enterpriseProjectId?: pulumi.Input<string>;
  /** Who sees the image. Default `private`. OpenStack only. Changed in place. */
  visibility?: pulumi.Input<"private" | "shared" | "community" | "public">;
  /** Protected images cannot be deleted. Default false. OpenStack only. Changed in place. */
  protected?: pulumi.Input<boolean>;
  /**
   * Lists of images leave a hidden one out unless they are asked for it; who has its id can use it. Default false.
   * OpenStack only. Changed in place.
   */
  hidden?: pulumi.Input<boolean>;
  /** An entry of clouds.yaml. Default: `cloudimages:cloud`, then OS_CLOUD, then the environment's variables. */
  cloud?: pulumi.Input<string>;
  timeouts?: pulumi.Input<Timeouts>;
  /**
   * Values that stand for what the image is baked from, as a list or by names: when one changes, a new image is made,
   * although all else is the same. Their order means nothing; no values are like none given. For a name that changes with
   * them: `uniqueName`. Replaces.
   */
  triggers?: pulumi.Input<Triggers>;
}

const kind = {
  type: "VolumeImage",
  handler: "volumeImage",
  afterPreflight: preflightOf(volumeImage),
  telling: volumeImage.telling,
} as const;

const outputs = Object.keys(VolumeImageOutputs.shape);

/**
 * An image exported from a volume: Open Telekom Cloud and Huawei Cloud (EVS, `os-volume_upload_image`; Huawei Cloud
 * lists the call as deprecated but serves it), and any OpenStack with Cinder v3.
 *
 * It is created when the image is `active` and the volume is free again. A wait that ends early keeps the image:
 * the next `pulumi up` goes on where it stopped.
 */
export class VolumeImage extends ImageResource {
  /** Policies match by it. */
  static readonly __pulumiType = typeToken(kind.type);

  declare readonly volumeId: pulumi.Output<string>;
  declare readonly volumeType: pulumi.Output<string>;
  declare readonly volumeSizeGiB: pulumi.Output<number>;
  declare readonly volumeAvailabilityZone: pulumi.Output<string>;
  /** Not in states of before there was this output. */
  declare readonly volumeDescription: pulumi.Output<string | undefined>;
  declare readonly hidden: pulumi.Output<boolean | undefined>;

  /** @throws when the package cannot be loaded from the project's folder, or a credential is stored in plain text. */
  constructor(name: string, args: VolumeImageArgs, opts?: pulumi.CustomResourceOptions) {
    super(kind, name, { ...args }, outputs, opts);
  }

  /** An image that exists, by its id: read, never changed or deleted. An unknown id is an error. */
  static get(
    name: string,
    imageId: pulumi.Input<string>,
    args: { cloud?: pulumi.Input<string> } = {},
    opts?: pulumi.CustomResourceOptions,
  ): VolumeImage {
    return new VolumeImage(name, args as VolumeImageArgs, { ...opts, id: imageId });
  }
}
