import type * as pulumi from "@pulumi/pulumi";
import { VolumeImageOutputs as outputs, volumeImage } from "../../resources/volumeImage";
import type { VolumeImageArgs } from "./declared/volumeImage";
import { VolumeImageOutputs } from "./declared/volumeImage";
import { kindOf } from "./kindOf";

const kind = kindOf(volumeImage, outputs);

/**
 * An image exported from a volume: Open Telekom Cloud and Huawei Cloud (EVS, `os-volume_upload_image`; Huawei Cloud
 * lists the call as deprecated but serves it), and any OpenStack with Cinder v3.
 *
 * It is created when the image is `active` and the volume is free again. A wait that ends early keeps the image:
 * the next `pulumi up` goes on where it stopped.
 */
export class VolumeImage extends VolumeImageOutputs {
  /** Policies match by it. */
  static readonly __pulumiType = kind.token;

  /** @throws when the package cannot be loaded from the project's folder, or a credential is stored in plain text. */
  constructor(name: string, args: VolumeImageArgs, opts?: pulumi.CustomResourceOptions) {
    super(kind, name, { ...args }, opts);
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
