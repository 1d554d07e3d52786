// Written by `npm run docs` from provider/resources/arguments/: change it there.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectSource } from "../../objectSource";
import { ImageResource } from "../imageResource";
import type { Timeouts } from "../timeouts";
import type { Triggers } from "../triggers";

/**
 * Arguments of `DataImage`. Rules are those of the vendors' page "Creating a Data Disk Image Using an
 * External Image File", and are checked by `pulumi preview`; what the cloud has to be asked for is looked at
 * by `cloudimages:preflight`.
 */
export interface DataImageArgs {
  /**
   * Name of the image. OTC: 1–128 of `A-Z a-z 0-9 . _ -` and space, no space at either end; Huawei Cloud also
   * Chinese characters. Changed in place.
   * @default the resource's name
   * @example "golden"
   */
  name?: pulumi.Input<string>;
  /**
   * Description of the image: at most 1024 characters, no line break, `<` or `>`. Changed in place.
   * @example "Web server with TLS"
   */
  description?: pulumi.Input<string>;
  /**
   * Tags: at most nine, on Huawei Cloud 19, because one more is ours. OTC: keys of 1–36 characters, none of
   * them `=`, values of at most 43. Huawei Cloud: keys of 1–128, values of at most 255 of Chinese letters,
   * `A-Z a-z 0-9 _ . : / + - @` and space. Changed in place.
   * @example {"team":"lab"}
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Least memory of a server made from the image, in MiB. 0: no limit. Changed in place.
   * @default `0`
   * @example 2048
   */
  minRamMiB?: pulumi.Input<number>;
  /**
   * Most memory of a server made from the image, in MiB. 0: no limit. Changed in place.
   * @default `0`
   * @example 8192
   */
  maxRamMiB?: pulumi.Input<number>;
  /**
   * Enterprise project of the image: a UUID, or `0` (also an empty text) for the default one. Not on the Swiss
   * cloud. Changed in place.
   * @default `0`
   * @example "16369c5d-384d-4e64-b37a-56d898769362"
   */
  enterpriseProjectId?: pulumi.Input<string>;
  /**
   * Values that stand for what the image is baked from, as a list or by names: when one changes, a new image
   * is made, although all else is the same. Their order means nothing; no values are like none given. For a
   * name that changes with them, TypeScript has `uniqueName`. Replaces.
   * @example {"baseImage":"2026-07","playbook":"4f1e9a44"}
   */
  triggers?: pulumi.Input<Triggers>;
  /**
   * Name of the cloud: an entry of clouds.yaml. Read by this package alone: a change sends nothing.
   * @default `cloudimages:cloud`, then OS_CLOUD, then the environment's variables
   * @example "prod"
   */
  cloud?: pulumi.Input<string>;
  /**
   * How long to wait, each as "90s", "30m", "1h30m". Wins over the option `customTimeouts`. Read by this
   * package alone: a change sends nothing.
   * @default create and update "60m", delete "20m"
   * @example {"create":"90m"}
   */
  timeouts?: pulumi.Input<Timeouts>;
  /**
   * `{ bucket, object }`: the image file, at most 128 GB, in a bucket of storage class Standard and of the
   * image's region. A changed content of the same object is not noticed. Replaces.
   * @example {"bucket":"exports","object":"disks/data.qcow2"}
   * @see https://docs.otc.t-systems.com/en-us/api/ims/en-us_topic_0083905788.html
   * @see https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0606.html
   */
  source: pulumi.Input<ObjectSource>;
  /**
   * Least size of a disk made from the image, in GiB: 40 to 2048 by the vendor's page; from 1 on has been seen
   * to work. Replaces.
   * @example 40
   * @see https://docs.otc.t-systems.com/en-us/api/ims/en-us_topic_0083905788.html
   * @see https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0606.html
   */
  minDiskGiB: pulumi.Input<number>;
  /**
   * Operating system that the disk is for, also written `Linux`, `Windows`. Replaces.
   * @default `linux`
   * @example "linux"
   * @see https://docs.otc.t-systems.com/en-us/api/ims/en-us_topic_0083905788.html
   * @see https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0606.html
   */
  osType?: pulumi.Input<"linux" | "windows" | "Linux" | "Windows">;
  /**
   * KMS key to encrypt the image with: its UUID. Replaces.
   * @default not encrypted
   * @example "16369c5d-384d-4e64-b37a-56d898769362"
   * @see https://docs.otc.t-systems.com/en-us/api/ims/en-us_topic_0083905788.html
   * @see https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0606.html
   */
  cmkId?: pulumi.Input<string>;
}

/** Outputs of `DataImage` beside those that all images have. */
export abstract class DataImageOutputs extends ImageResource {
  /** The job that made it; unknown where an earlier run had started it. */
  declare readonly jobId: pulumi.Output<string | undefined>;
  /** What it was made from, as the cloud writes it. */
  declare readonly dataOrigin: pulumi.Output<string | undefined>;
  /** The KMS key it is encrypted with. */
  declare readonly encryptionKeyId: pulumi.Output<string | undefined>;
}
