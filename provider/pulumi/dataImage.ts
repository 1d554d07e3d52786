import type * as pulumi from "@pulumi/pulumi";
import { DataImageOutputs, dataImage } from "../resources/dataImage";
import { ImageResource } from "./imageResource";
import type { JobImageArgs } from "./jobImageArgs";
import { typeToken } from "./managedImage";
import { preflightOf } from "./preflight";

/** An image file in OBS. */
export interface ObjectSource {
  /** A bucket of storage class Standard, in the image's region. */
  bucket: pulumi.Input<string>;
  /** The object's key, such as `exports/data.qcow2`: no blanks. The file has at most 128 GB. */
  object: pulumi.Input<string>;
}

/**
 * Arguments of `DataImage`. Rules are those of the vendors' page "Creating a Data Disk Image Using an External Image File"
 * and are checked by `pulumi preview`; what the cloud has to be asked for is looked at by `cloudimages:preflight`.
 */
export interface DataImageArgs extends JobImageArgs {
  /** Replaces. A changed content of the same object is not noticed. */
  source: pulumi.Input<ObjectSource>;
  /** Least size of a disk made from the image, in GiB: 1 to 2048; the vendor's page says 40 to 2048. Replaces. */
  minDiskGiB: pulumi.Input<number>;
  /** Operating system that the disk is for, also written `Linux`, `Windows`. Default `linux`. Replaces. */
  osType?: pulumi.Input<"linux" | "windows" | "Linux" | "Windows">;
  /** KMS key to encrypt the image with: its UUID. Default: not encrypted. Replaces. */
  cmkId?: pulumi.Input<string>;
}

const kind = {
  type: "DataImage",
  handler: "dataImage",
  afterPreflight: preflightOf(dataImage),
  telling: dataImage.telling,
} as const;
const outputs = Object.keys(DataImageOutputs.shape);

/**
 * An image of a data disk, made from an image file in an OBS bucket, on Open Telekom Cloud and Huawei Cloud.
 *
 * It is created when the image is `active`. A wait that ends early keeps the image: the next `pulumi up` goes on
 * where it stopped.
 */
export class DataImage extends ImageResource {
  /** Policies match by it. */
  static readonly __pulumiType = typeToken(kind.type);

  /** The job that made the image; undefined where an earlier run had started it. */
  declare readonly jobId: pulumi.Output<string | undefined>;
  /** What the image was made from, as the cloud writes it: `file,<bucket:object>`. */
  declare readonly dataOrigin: pulumi.Output<string | undefined>;
  /** The KMS key that the image is encrypted with. */
  declare readonly encryptionKeyId: pulumi.Output<string | undefined>;

  /** @throws when the package cannot be loaded from the project's folder, or a credential is stored in plain text. */
  constructor(name: string, args: DataImageArgs, opts?: pulumi.CustomResourceOptions) {
    super(kind, name, { ...args }, outputs, opts);
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
