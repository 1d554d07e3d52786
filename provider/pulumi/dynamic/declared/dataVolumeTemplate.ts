// Written by `npm run docs` from provider/resources/arguments/: change it there.
import type * as pulumi from "@pulumi/pulumi";
import type { BackupStorageRef } from "../../backupStorageRef";
import { type Declared, ManagedImage } from "../managedImage";
import type { Timeouts } from "../timeouts";
import type { Triggers } from "../triggers";

/**
 * Arguments of `DataVolumeTemplate`. Rules are those of ZStack's page
 * "CreateDataVolumeTemplateFromVolumeSnapshot", and are checked by `pulumi preview`; what the cloud has to
 * be asked for is looked at by `cloudimages:preflight`. Uuids have 32 digits without dashes.
 */
export interface DataVolumeTemplateArgs {
  /**
   * Name of the template: 1–255 characters, no blanks at either end. Changed in place.
   * @default the resource's name
   * @example "golden"
   * @see https://docs.zstack.io/docs/api-explorer/en/cloud/explorer/CreateDataVolumeTemplateFromVolumeSnapshot
   */
  name?: pulumi.Input<string>;
  /**
   * The volume snapshot to make it from: its uuid, 32 digits without dashes. It must be ready and enabled.
   * Replaces.
   * @example "6c8c6b0ea9844ff3bc58cc46b2fde6ce"
   * @see https://docs.zstack.io/docs/api-explorer/en/cloud/explorer/CreateDataVolumeTemplateFromVolumeSnapshot
   */
  snapshotUuid: pulumi.Input<string>;
  /**
   * Backup storages to put a copy on, by their uuids: one or more. The template stays where it has a copy on
   * exactly these: so a storage on which the copy has failed can be taken out of the list. Replaces.
   * @example ["6c8c6b0ea9844ff3bc58cc46b2fde6ce"]
   * @see https://docs.zstack.io/docs/api-explorer/en/cloud/explorer/CreateDataVolumeTemplateFromVolumeSnapshot
   */
  backupStorageUuids: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Description of the template: at most 2048 characters. Changed in place.
   * @default empty
   * @example "Web server with TLS"
   * @see https://docs.zstack.io/docs/api-explorer/en/cloud/explorer/CreateDataVolumeTemplateFromVolumeSnapshot
   */
  description?: pulumi.Input<string>;
  /**
   * Whether volumes can be made from it. Changed in place.
   * @default `Enabled`
   * @example "Disabled"
   */
  state?: pulumi.Input<"Enabled" | "Disabled">;
  /**
   * User tags of the template, texts such as `team::lab`. One more is ours. Changed in place.
   * @default none
   * @example ["team::lab"]
   * @see https://docs.zstack.io/docs/api-explorer/en/cloud/explorer/CreateDataVolumeTemplateFromVolumeSnapshot
   */
  userTags?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Tag patterns that the create call attaches: their uuids. Replaces.
   * @default none
   * @example ["6c8c6b0ea9844ff3bc58cc46b2fde6ce"]
   * @see https://docs.zstack.io/docs/api-explorer/en/cloud/explorer/CreateDataVolumeTemplateFromVolumeSnapshot
   */
  tagUuids?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * System tags that the create call sets, as ZStack writes them. Replaces.
   * @default none
   * @example ["a::b"]
   * @see https://docs.zstack.io/docs/api-explorer/en/cloud/explorer/CreateDataVolumeTemplateFromVolumeSnapshot
   */
  systemTags?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * How it is deleted: `Permissive` lets ZStack refuse what something depends on, `Enforcing` does not. Read
   * by this package alone: a change sends nothing.
   * @default `Permissive`
   * @example "Enforcing"
   */
  deleteMode?: pulumi.Input<"Permissive" | "Enforcing">;
  /**
   * Whether a delete also expunges it, so that it cannot be recovered and its space is free. Read by this
   * package alone: a change sends nothing.
   * @default `false`
   * @example true
   */
  expunge?: pulumi.Input<boolean>;
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
}

/** Outputs of `DataVolumeTemplate`. */
export abstract class DataVolumeTemplateOutputs extends ManagedImage {
  /** The template's uuid, for other resources. Use this, never `id`, which may be the id of a job. */
  declare readonly imageId: pulumi.Output<string>;
  /** The template's uuid by ZStack's word: the same as `imageId`. */
  declare readonly uuid: pulumi.Output<string>;
  /** Name of the template. */
  declare readonly name: pulumi.Output<string>;
  /** Description of the template; empty where it has none. */
  declare readonly description: pulumi.Output<string>;
  /** Whether volumes can be made from it: `Enabled` or `Disabled`. */
  declare readonly state: pulumi.Output<string>;
  /** State of the template in ZStack's own word: `Ready` once it can be used. */
  declare readonly status: pulumi.Output<string>;
  /** Size of a volume made from it, in bytes. */
  declare readonly sizeBytes: pulumi.Output<number | undefined>;
  /** Size of its data, in bytes. */
  declare readonly actualSizeBytes: pulumi.Output<number | undefined>;
  /** MD5 of the data, where ZStack has one: for templates of snapshots it has none. */
  declare readonly md5Sum: pulumi.Output<string | undefined>;
  /** Format of the data, `qcow2` or `raw`: that of the snapshot. */
  declare readonly format: pulumi.Output<string>;
  /** Platform, `Linux` or `Windows`, where ZStack has one: for templates of snapshots it has none. */
  declare readonly platform: pulumi.Output<string | undefined>;
  /** Guest operating system, where ZStack has one. */
  declare readonly guestOsType: pulumi.Output<string | undefined>;
  /** Whether ZStack has it as one of its own. */
  declare readonly system: pulumi.Output<boolean | undefined>;
  /** Kind of image by ZStack's word: always `DataVolumeTemplate`. */
  declare readonly mediaType: pulumi.Output<string>;
  /** What it was made from, as ZStack writes it, such as `volumeSnapshot://<uuid>`. */
  declare readonly url: pulumi.Output<string>;
  /**
   * Its copies, one on each backup storage. `exportUrl` and `exportMd5Sum` are there once somebody has had a
   * copy exported; the address is without user, password and query, which may be secret.
   */
  declare readonly backupStorageRefs: pulumi.Output<BackupStorageRef[]>;
  /** Your user tags, without ours. */
  declare readonly userTags: pulumi.Output<string[]>;
  /** When it was created, as ZStack writes it: in its server's time zone. */
  declare readonly createDate: pulumi.Output<string>;
  /** When it last changed, as ZStack writes it: in its server's time zone. */
  declare readonly lastOpDate: pulumi.Output<string>;
  /** The volume snapshot it was made from: its uuid. */
  declare readonly snapshotUuid: pulumi.Output<string>;
  /** The job that made it, by its id. */
  declare readonly jobId: pulumi.Output<string | undefined>;
  /** Address of the management node. */
  declare readonly endpoint: pulumi.Output<string>;
}

/** What the class needs to know of the resource, without loading it. */
export const declared = {
  type: "DataVolumeTemplate",
  outputs: [
    "imageId",
    "uuid",
    "name",
    "description",
    "state",
    "status",
    "sizeBytes",
    "actualSizeBytes",
    "md5Sum",
    "format",
    "platform",
    "guestOsType",
    "system",
    "mediaType",
    "url",
    "backupStorageRefs",
    "userTags",
    "createDate",
    "lastOpDate",
    "snapshotUuid",
    "jobId",
    "endpoint",
  ],
  revealingOutputs: { snapshotUuid: ["url"], backupStorageUuids: ["backupStorageRefs"] },
} satisfies Declared;
