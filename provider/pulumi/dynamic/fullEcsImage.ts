import type * as pulumi from "@pulumi/pulumi";
import { fullEcsImage, FullEcsImageOutputs as outputs } from "../../resources/fullEcsImage";
import type { FullEcsImageArgs } from "./declared/fullEcsImage";
import { FullEcsImageOutputs } from "./declared/fullEcsImage";
import { kindOf } from "./kindOf";

const kind = kindOf(fullEcsImage, outputs);

/**
 * An image of a whole server with all its disks, on Open Telekom Cloud and Huawei Cloud: from the server, or from a CSBS
 * or CBR backup of it. It can be neither exported nor copied.
 *
 * It is created when the image is `active`. A wait that ends early keeps the image: the next `pulumi up` goes on
 * where it stopped.
 */
export class FullEcsImage extends FullEcsImageOutputs {
  /** Policies match by it. */
  static readonly __pulumiType = kind.token;

  /** @throws when the package cannot be loaded from the project's folder, or a credential is stored in plain text. */
  constructor(name: string, args: FullEcsImageArgs, opts?: pulumi.CustomResourceOptions) {
    super(kind, name, { ...args }, opts);
  }

  /** An image that exists, by its id: read, never changed or deleted. An unknown id is an error. */
  static get(
    name: string,
    imageId: pulumi.Input<string>,
    args: { cloud?: pulumi.Input<string> } = {},
    opts?: pulumi.CustomResourceOptions,
  ): FullEcsImage {
    return new FullEcsImage(name, args as FullEcsImageArgs, { ...opts, id: imageId });
  }
}
