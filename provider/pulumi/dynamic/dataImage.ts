import type * as pulumi from "@pulumi/pulumi";
import { dataImage, DataImageOutputs as outputs } from "../../resources/dataImage";
import type { DataImageArgs } from "./declared/dataImage";
import { DataImageOutputs } from "./declared/dataImage";
import { imageClassOf } from "./imageClassOf";

const imageClass = imageClassOf(dataImage, outputs);

/**
 * An image of a data disk, created from an image file in an OBS bucket, on Open Telekom Cloud and Huawei Cloud.
 *
 * The create is done when the image is `active`. If the wait ends early, the image is kept, and the next `pulumi up` goes on
 * with it.
 */
export class DataImage extends DataImageOutputs {
  /** The type token, by which typed policies (`validateResourceOfType`) recognize the class. */
  static readonly __pulumiType = imageClass.token;

  /**
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   */
  constructor(name: string, args: DataImageArgs, opts?: pulumi.CustomResourceOptions) {
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
  ): DataImage {
    return new DataImage(name, args as DataImageArgs, { ...opts, id: imageId });
  }
}
