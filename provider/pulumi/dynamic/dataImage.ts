import type * as pulumi from "@pulumi/pulumi";
import { dataImage, DataImageOutputs as outputs } from "../../resources/dataImage";
import type { DataImageArgs } from "./declared/dataImage";
import { DataImageOutputs } from "./declared/dataImage";
import { kindOf } from "./kindOf";

const kind = kindOf(dataImage, outputs);

/**
 * An image of a data disk, made from an image file in an OBS bucket, on Open Telekom Cloud and Huawei Cloud.
 *
 * It is created when the image is `active`. A wait that ends early keeps the image: the next `pulumi up` goes on
 * where it stopped.
 */
export class DataImage extends DataImageOutputs {
  /** Policies match by it. */
  static readonly __pulumiType = kind.token;

  /** @throws when the package cannot be loaded from the project's folder, or a credential is stored in plain text. */
  constructor(name: string, args: DataImageArgs, opts?: pulumi.CustomResourceOptions) {
    super(kind, name, { ...args }, opts);
  }

  /** An image that exists, by its id: read, never changed or deleted. An unknown id is an error. */
  static get(
    name: string,
    imageId: pulumi.Input<string>,
    args: { cloud?: pulumi.Input<string> } = {},
    opts?: pulumi.CustomResourceOptions,
  ): DataImage {
    return new DataImage(name, args as DataImageArgs, { ...opts, id: imageId });
  }
}
