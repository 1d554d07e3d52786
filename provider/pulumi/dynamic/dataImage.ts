import type * as pulumi from "@pulumi/pulumi";
import type { DataImageArgs } from "./declared/dataImage";
import { DataImageOutputs, declared } from "./declared/dataImage";
import { imageClassOf } from "./imageClassOf";

const resource = (): typeof import("../../resources/dataImage") => require("../../resources/dataImage"); // with the first preflight

// The comments of the class and its constructors are written by `npm run docs`.
const imageClass = imageClassOf(declared, () => resource().dataImage);

/**
 * An image of a data disk, made by a job of the image service from an image file in an OBS bucket of the
 * same region and of storage class Standard.
 *
 * On Open Telekom Cloud (`otc`), its Swiss cloud (`otc-swiss`), Huawei Cloud (`huaweicloud`).
 *
 * The create is done when the image is `active`. If the wait ends early, the image is kept, and the next
 * `pulumi up` goes on with it.
 *
 * An image that exists: `npx pulumi-cloud-images import DataImage <name> <id>` brings it under the program's
 * control, and says what to write. `DataImage.get(name, imageId)` reads one that the stack never changes or
 * deletes.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { DataImage } from "pulumi-cloud-images";
 *
 * const config = new pulumi.Config();
 *
 * const image = new DataImage("measurements", {
 *   source: { bucket: config.require("bucket"), object: config.require("object") },
 *   minDiskGiB: 40,
 *   description: "Measurements of 2026",
 *   tags: { team: "lab" },
 * });
 *
 * export const imageId = image.imageId;
 * export const { name, status, minDiskGiB, createdAt } = image;
 * ```
 */
export class DataImage extends DataImageOutputs {
  /** The type token, by which typed policies (`validateResourceOfType`) recognize the class. */
  static readonly __pulumiType = imageClass.token;

  /**
   * An image of a data disk, made by a job of the image service from an image file in an OBS bucket of the
   * same region and of storage class Standard.
   *
   * An image that exists: `npx pulumi-cloud-images import DataImage <name> <id>` brings it under the program's
   * control, and says what to write. `DataImage.get(name, imageId)` reads one that the stack never changes or
   * deletes.
   *
   * @param name the resource's name in the program, which must be unique
   * @throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.
   * @example
   * ```ts
   * const config = new pulumi.Config();
   *
   * const image = new DataImage("measurements", {
   *   source: { bucket: config.require("bucket"), object: config.require("object") },
   *   minDiskGiB: 40,
   *   description: "Measurements of 2026",
   *   tags: { team: "lab" },
   * });
   * ```
   */
  constructor(name: string, args: DataImageArgs, opts?: pulumi.CustomResourceOptions) {
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
   * const base = DataImage.get("base", "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11");
   * ```
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
