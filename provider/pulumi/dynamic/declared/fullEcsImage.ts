// Written by `npm run docs` from provider/resources/arguments/: change it there.
import type * as pulumi from "@pulumi/pulumi";
import type { FullEcsSource } from "../../fullEcsSource";
import { type Declared, ManagedImage } from "../managedImage";
import type { Timeouts } from "../timeouts";
import type { Triggers } from "../triggers";

/**
 * Arguments of `FullEcsImage`. Rules are those of the vendors' page "Creating a Full-ECS Image", and are
 * checked by `pulumi preview`; what the cloud has to be asked for is looked at by `cloudimages:preflight`.
 */
export interface FullEcsImageArgs<Source = pulumi.Input<FullEcsSource>> {
  /**
   * Name of the image. OTC: 1–128 of `A-Z a-z 0-9 . _ -` and space, no space at either end; Huawei Cloud also
   * Chinese characters. Changed in place.
   * @default the resource's name
   * @example "golden"
   */
  name?: pulumi.Input<string>;
  /**
   * Description of the image: at most 1024 characters, no line break, `<` or `>`. Changed in place.
   * @default empty
   * @example "Web server with TLS"
   */
  description?: pulumi.Input<string>;
  /**
   * Tags, texts by keys: at most nine, on Huawei Cloud 19, because one more is ours. OTC: keys of 1–36
   * characters, none of them `=`, values of at most 43. Huawei Cloud: keys of 1–128, values of at most 255 of
   * Chinese letters, `A-Z a-z 0-9 _.:/+-@` and space. Changed in place.
   * @default none
   * @example {"team":"lab"}
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Least memory of a server made from the image, in MiB. 0: no limit. A whole number of MiB, 0 or more.
   * Changed in place.
   * @default `0`
   * @example 2048
   */
  minRamMiB?: pulumi.Input<number>;
  /**
   * Most memory of a server made from the image, in MiB. 0: no limit. A whole number of MiB, 0 or more.
   * Changed in place.
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
   * @default none
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
   * What the image is made from, one of `{ instanceId, vaultId? }` (a server, running or stopped; `vaultId`:
   * the CBR vault for the backup that is made on the way, required on the Swiss cloud), `{ csbsBackupId }`
   * (not on the Swiss cloud), `{ cbrBackupId }`. From the same backup the old image is deleted first, because
   * a backup serves one image. Replaces.
   * @example {"cbrBackupId":"16369c5d-384d-4e64-b37a-56d898769362"}
   * @see https://docs.otc.t-systems.com/en-us/api/ims/en-us_topic_0092380109.html
   * @see https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0607.html
   */
  source: Source;
  /**
   * Whether a delete of the image takes the backup behind it along. Read by this package alone: a change sends
   * nothing.
   * @default `false`
   * @example true
   */
  deleteBackup?: pulumi.Input<boolean>;
}

/** Outputs of `FullEcsImage`. */
export abstract class FullEcsImageOutputs extends ManagedImage {
  /** Id of the image in its cloud, for other resources. Use this, never `id`, which may be the id of a job. */
  declare readonly imageId: pulumi.Output<string>;
  /** Name of the image in its cloud. */
  declare readonly name: pulumi.Output<string>;
  /** State of the image in the cloud's own word: `active` once it can be used. */
  declare readonly status: pulumi.Output<string>;
  /** Description of the image; empty where it has none. */
  declare readonly description: pulumi.Output<string>;
  /** Tags of the image, without the one that this package sets. */
  declare readonly tags: pulumi.Output<Record<string, string>>;
  /** Size of the image's data, in bytes, where the cloud tells it. */
  declare readonly sizeBytes: pulumi.Output<number | undefined>;
  /** Least disk of a server made from it, in GiB. */
  declare readonly minDiskGiB: pulumi.Output<number>;
  /** Least memory of a server made from it, in MiB; 0: no limit. */
  declare readonly minRamMiB: pulumi.Output<number>;
  /** Most memory of a server made from it, in MiB; 0: no limit. */
  declare readonly maxRamMiB: pulumi.Output<number>;
  /** MD5 of the image's data, where the cloud tells it: Open Telekom Cloud and Huawei Cloud do not. */
  declare readonly checksum: pulumi.Output<string | undefined>;
  /** Format of the image's data, such as `zvhd2`, as the cloud shows it: it may differ from the argument. */
  declare readonly diskFormat: pulumi.Output<string>;
  /** What the data is wrapped in, such as `bare`, as the cloud shows it. */
  declare readonly containerFormat: pulumi.Output<string>;
  /** Operating system: `linux`, `windows` or empty. */
  declare readonly osType: pulumi.Output<string>;
  /** Firmware that a server made from it boots with: `bios` or `uefi`. */
  declare readonly firmwareType: pulumi.Output<string>;
  /** Whether each network card of a server made from it has several queues. */
  declare readonly vifMultiqueue: pulumi.Output<boolean>;
  /** Enterprise project of the image: a UUID, or `0` for the default one, as always on OpenStack. */
  declare readonly enterpriseProjectId: pulumi.Output<string>;
  /** Who sees the image: `private`, `shared`, `community` or `public`. */
  declare readonly visibility: pulumi.Output<string>;
  /** Whether the cloud refuses to delete the image. */
  declare readonly protected: pulumi.Output<boolean>;
  /** When the image was created, such as `2026-07-01T09:30:00Z` (RFC 3339, UTC). */
  declare readonly createdAt: pulumi.Output<string>;
  /** When the image last changed, such as `2026-07-01T09:30:00Z` (RFC 3339, UTC). */
  declare readonly updatedAt: pulumi.Output<string>;
  /** Region that the image is in, such as `eu-de`. */
  declare readonly region: pulumi.Output<string>;
  /** Project that the image is in, by its id. */
  declare readonly projectId: pulumi.Output<string>;
  /** Address of the image service that holds the image. */
  declare readonly endpoint: pulumi.Output<string>;
  /** The job that made it, by its id; unknown where an earlier run had started it. */
  declare readonly jobId: pulumi.Output<string | undefined>;
  /** What it was made from, as the cloud writes it, such as `instance,<id>`. */
  declare readonly dataOrigin: pulumi.Output<string | undefined>;
  /** The backup behind the image: its UUID. */
  declare readonly backupId: pulumi.Output<string | undefined>;
}

/** What the class needs to know of the resource, without loading it. */
export const declared = {
  type: "FullEcsImage",
  outputs: [
    "imageId",
    "name",
    "status",
    "description",
    "tags",
    "sizeBytes",
    "minDiskGiB",
    "minRamMiB",
    "maxRamMiB",
    "checksum",
    "diskFormat",
    "containerFormat",
    "osType",
    "firmwareType",
    "vifMultiqueue",
    "enterpriseProjectId",
    "visibility",
    "protected",
    "createdAt",
    "updatedAt",
    "region",
    "projectId",
    "endpoint",
    "jobId",
    "dataOrigin",
    "backupId",
  ],
  revealingOutputs: { source: ["dataOrigin", "backupId"] },
} satisfies Declared;
