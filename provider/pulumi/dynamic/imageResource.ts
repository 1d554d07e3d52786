import type * as pulumi from "@pulumi/pulumi";
import { ManagedImage } from "./managedImage";

/** What the images of Glance and IMS show. */
export abstract class ImageResource extends ManagedImage {
  declare readonly tags: pulumi.Output<Record<string, string>>;
  /** Size of the image's data in bytes, where the cloud tells it. */
  declare readonly sizeBytes: pulumi.Output<number | undefined>;
  declare readonly minDiskGiB: pulumi.Output<number>;
  declare readonly minRamMiB: pulumi.Output<number>;
  /** 0: no limit. */
  declare readonly maxRamMiB: pulumi.Output<number>;
  /** MD5 of the data. The public clouds call theirs unavailable. */
  declare readonly checksum: pulumi.Output<string | undefined>;
  /** As the cloud shows it: it may differ from the argument. */
  declare readonly diskFormat: pulumi.Output<string>;
  declare readonly containerFormat: pulumi.Output<string>;
  declare readonly osType: pulumi.Output<string>;
  declare readonly firmwareType: pulumi.Output<string>;
  declare readonly vifMultiqueue: pulumi.Output<boolean>;
  declare readonly enterpriseProjectId: pulumi.Output<string>;
  declare readonly visibility: pulumi.Output<string>;
  declare readonly protected: pulumi.Output<boolean>;
  /** RFC 3339, UTC. */
  declare readonly createdAt: pulumi.Output<string>;
  /** RFC 3339, UTC. */
  declare readonly updatedAt: pulumi.Output<string>;
  declare readonly region: pulumi.Output<string>;
  declare readonly projectId: pulumi.Output<string>;
}
