import type * as pulumi from "@pulumi/pulumi";
import type { VolumeImageArgs } from "./declared/volumeImage";
import { declared, VolumeImageOutputs } from "./declared/volumeImage";
import { imageClassOf } from "./imageClassOf";

const resource = (): typeof import("../../resources/volumeImage") => require("../../resources/volumeImage"); // with the first preflight

// The comments of the class and its constructors are written by `npm run docs`.
const imageClass = imageClassOf(declared, () => resource().volumeImage);

/**
 * An image exported from a volume by `os-volume_upload_image`: EVS on Open Telekom Cloud and Huawei Cloud,
 * which lists the call as deprecated but serves it; Cinder v3 on OpenStack. The volume has to be
 * `available`, or in use with `force`.
 *
 * On Open Telekom Cloud (`otc`), its Swiss cloud (`otc-swiss`), Huawei Cloud (`huaweicloud`), any OpenStack
 * (`openstack`).
 *
 * The create is done when the image is `active` and the volume is free again. If the wait ends early, the
 * image is kept, and the next `pulumi up` goes on with it.
 *
 * An image that exists: `npx pulumi-cloud-images import VolumeImage <name> <id>` brings it under the
 * program's control, and says what to write. `VolumeImage.get(name, imageId)` reads one that the stack never
 * changes or deletes.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { VolumeImage } from "pulumi-cloud-images";
 *
 * const image = new VolumeImage("golden", {
 *   volumeId: new pulumi.Config().require("volumeId"),
 *   description: "Made by Pulumi",
 *   tags: { team: "platform" },
 * });
 *
 * export const imageId = image.imageId;
 * export const { name, status, minDiskGiB, createdAt } = image;
 * ```
 */
export class VolumeImage extends VolumeImageOutputs {
  /** The type token, by which typed policies (`validateResourceOfType`) recognize the class. */
  static readonly __pulumiType = imageClass.token;

  /**
   * An image exported from a volume by `os-volume_upload_image`: EVS on Open Telekom Cloud and Huawei Cloud,
   * which lists the call as deprecated but serves it; Cinder v3 on OpenStack. The volume has to be
   * `available`, or in use with `force`.
   *
   * An image that exists: `npx pulumi-cloud-images import VolumeImage <name> <id>` brings it under the
   * program's control, and says what to write. `VolumeImage.get(name, imageId)` reads one that the stack never
   * changes or deletes.
   *
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   * @example
   * ```ts
   * const image = new VolumeImage("golden", {
   *   volumeId: new pulumi.Config().require("volumeId"),
   *   description: "Made by Pulumi",
   *   tags: { team: "platform" },
   * });
   * ```
   */
  constructor(name: string, args: VolumeImageArgs, opts?: pulumi.CustomResourceOptions) {
    super(imageClass, name, { ...args }, opts);
  }

  /**
   * Reads an image that exists, by its id. The stack never changes or deletes it. Without `args.cloud` the stack's default
   * cloud is asked. If there is no such image, the deployment fails.
   *
   * @param name the resource's name in the program
   * @param imageId the image's id in its cloud
   * @param args `cloud`: an entry of clouds.yaml
   * @param opts resource options
   * @example
   * ```ts
   * const base = VolumeImage.get("base", "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11");
   * ```
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
