import type * as pulumi from "@pulumi/pulumi";
import { ManagedImage } from "./managedImage";

/** The outputs that all images of Glance (OpenStack) and IMS (Open Telekom Cloud, Huawei Cloud) have. */
export abstract class ImageResource extends ManagedImage {
  /** Tags of the image, without the one that this package sets. */
  declare readonly tags: pulumi.Output<Record<string, string>>;
  /** Size of the image's data in bytes; undefined where the cloud does not report it. */
  declare readonly sizeBytes: pulumi.Output<number | undefined>;
  /** Least disk of a server created from the image, in GiB. */
  declare readonly minDiskGiB: pulumi.Output<number>;
  /** Least memory of a server created from the image, in MiB. 0: no limit. */
  declare readonly minRamMiB: pulumi.Output<number>;
  /** Most memory of a server created from the image, in MiB. 0: no limit. */
  declare readonly maxRamMiB: pulumi.Output<number>;
  /** MD5 of the image's data. Open Telekom Cloud and Huawei Cloud report none. */
  declare readonly checksum: pulumi.Output<string | undefined>;
  /** Format of the image's data as the cloud reports it, which may differ from the argument. */
  declare readonly diskFormat: pulumi.Output<string>;
  /** Container format as the cloud reports it, which may differ from the argument. */
  declare readonly containerFormat: pulumi.Output<string>;
  declare readonly osType: pulumi.Output<string>;
  declare readonly firmwareType: pulumi.Output<string>;
  declare readonly vifMultiqueue: pulumi.Output<boolean>;
  declare readonly enterpriseProjectId: pulumi.Output<string>;
  declare readonly visibility: pulumi.Output<string>;
  declare readonly protected: pulumi.Output<boolean>;
  /** Time of creation: RFC 3339, in UTC. */
  declare readonly createdAt: pulumi.Output<string>;
  /** Time of the last change: RFC 3339, in UTC. */
  declare readonly updatedAt: pulumi.Output<string>;
  declare readonly region: pulumi.Output<string>;
  declare readonly projectId: pulumi.Output<string>;
}
