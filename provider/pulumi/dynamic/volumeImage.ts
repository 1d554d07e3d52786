import type * as pulumi from "@pulumi/pulumi";
import { VolumeImageOutputs as outputs, volumeImage } from "../../resources/volumeImage";
import type { VolumeImageArgs } from "./declared/volumeImage";
import { VolumeImageOutputs } from "./declared/volumeImage";
import { imageClassOf } from "./imageClassOf";

const imageClass = imageClassOf(volumeImage, outputs);

/**
 * An image exported from a volume, on Open Telekom Cloud, Huawei Cloud and any OpenStack with Cinder v3. The first two export by
 * `os-volume_upload_image` of EVS, which Huawei Cloud lists as deprecated but still serves.
 *
 * The create is done when the image is `active` and the volume is free again. If the wait ends early, the image is kept, and the
 * next `pulumi up` goes on with it.
 */
export class VolumeImage extends VolumeImageOutputs {
  /** The type token, by which typed policies (`validateResourceOfType`) recognize the class. */
  static readonly __pulumiType = imageClass.token;

  /**
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   */
  constructor(name: string, args: VolumeImageArgs, opts?: pulumi.CustomResourceOptions) {
    super(imageClass, name, { ...args }, opts);
  }

  /**
   * Reads an image that exists, by its id. The stack never changes or deletes it. Without `args.cloud` the stack's default
   * cloud is asked. If there is no such image, the deployment fails.
   */
  static get(
    name: string,
    imageId: pulumi.Input<string>,
    args: { cloud?: pulumi.Input<string> } = {},
    opts?: pulumi.CustomResourceOptions,
  ): VolumeImage {
    return new VolumeImage(name, args as VolumeImageArgs, { ...opts, id: imageId });
  }
}
