import type * as pulumi from "@pulumi/pulumi";
import { fullEcsImage, FullEcsImageOutputs as outputs } from "../../resources/fullEcsImage";
import type { FullEcsImageArgs } from "./declared/fullEcsImage";
import { FullEcsImageOutputs } from "./declared/fullEcsImage";
import { imageClassOf } from "./imageClassOf";

const imageClass = imageClassOf(fullEcsImage, outputs);

/**
 * An image of a whole server with all its disks, on Open Telekom Cloud and Huawei Cloud. It is created from the server, or from a
 * CSBS or CBR backup of it, and can be neither exported nor copied.
 *
 * The create is done when the image is `active`. If the wait ends early, the image is kept, and the next `pulumi up` goes on
 * with it.
 */
export class FullEcsImage extends FullEcsImageOutputs {
  /** The type token, by which typed policies (`validateResourceOfType`) recognize the class. */
  static readonly __pulumiType = imageClass.token;

  /**
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   */
  constructor(name: string, args: FullEcsImageArgs, opts?: pulumi.CustomResourceOptions) {
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
  ): FullEcsImage {
    return new FullEcsImage(name, args as FullEcsImageArgs, { ...opts, id: imageId });
  }
}
