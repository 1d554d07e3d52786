import type * as pulumi from "@pulumi/pulumi";

/** An image file in OBS. */
export interface ObjectSource {
  /** A bucket of storage class Standard, in the image's region. */
  bucket: pulumi.Input<string>;
  /** The object's key, such as `exports/data.qcow2`: no blanks. The file has at most 128 GB. */
  object: pulumi.Input<string>;
}
