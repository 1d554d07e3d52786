import type * as pulumi from "@pulumi/pulumi";

/** An image file in OBS, the object storage of Open Telekom Cloud and Huawei Cloud. */
export interface ObjectSource {
  /**
   * Name of the bucket: storage class Standard, in the region of the image.
   * @example "exports"
   */
  bucket: pulumi.Input<string>;
  /**
   * Key of the object, such as `exports/data.qcow2`, without blanks. The file may have at most 128 GB.
   * @example "disks/data.qcow2"
   */
  object: pulumi.Input<string>;
}
