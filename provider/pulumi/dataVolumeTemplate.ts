import type * as pulumi from "@pulumi/pulumi";
import { DataVolumeTemplateOutputs, dataVolumeTemplate } from "../resources/dataVolumeTemplate";
import { ManagedImage, typeToken } from "./managedImage";
import { preflightOf } from "./preflight";
import type { Timeouts } from "./timeouts";
import type { Triggers } from "./triggers";

/**
 * Arguments of `DataVolumeTemplate`. Rules are those of ZStack's page "CreateDataVolumeTemplateFromVolumeSnapshot" and are
 * checked by `pulumi preview`; what ZStack has to be asked for is looked at by `cloudimages:preflight`. Uuids have 32
 * digits without dashes.
 */
export interface DataVolumeTemplateArgs {
  /** 1–255 characters, no blanks at either end. Default: the resource's name. Changed in place. */
  name?: pulumi.Input<string>;
  /** The volume snapshot: ready and enabled. Replaces. */
  snapshotUuid: pulumi.Input<string>;
  /**
   * The backup storages to put a copy on, one or more. Replaces, unless the template has a copy on exactly these: so a
   * storage on which the copy has failed can be taken out of the list.
   */
  backupStorageUuids: pulumi.Input<pulumi.Input<string>[]>;
  /** At most 2048 characters. Changed in place. */
  description?: pulumi.Input<string>;
  /** Whether volumes can be made from it. Default `Enabled`. Changed in place. */
  state?: pulumi.Input<"Enabled" | "Disabled">;
  /** User tags. One more is ours. Changed in place. */
  userTags?: pulumi.Input<pulumi.Input<string>[]>;
  /** Tag patterns that the create call attaches. Replaces. */
  tagUuids?: pulumi.Input<pulumi.Input<string>[]>;
  /** System tags that the create call sets. Replaces. */
  systemTags?: pulumi.Input<pulumi.Input<string>[]>;
  /** `Permissive` (default) lets ZStack refuse to delete what something depends on; `Enforcing` does not ask. */
  deleteMode?: pulumi.Input<"Permissive" | "Enforcing">;
  /** Whether a delete also expunges it: it cannot be recovered, and its space is free. Default false. */
  expunge?: pulumi.Input<boolean>;
  /** An entry of clouds.yaml. Default: `cloudimages:cloud`, then OS_CLOUD, then the environment's variables. */
  cloud?: pulumi.Input<string>;
  timeouts?: pulumi.Input<Timeouts>;
  /**
   * Values that stand for what the image is baked from, as a list or by names: when one changes, a new image is made,
   * although all else is the same. Their order means nothing; no values are like none given. For a name that changes with
   * them: `uniqueName`. Replaces.
   */
  triggers?: pulumi.Input<Triggers>;
}

/** A template's copy on a backup storage. */
export interface BackupStorageRef {
  readonly backupStorageUuid: string;
  /** `Ready` when all is well. */
  readonly status: string;
  readonly installPath: string;
  /** Once somebody has had it exported; without user, password and query, which may be secret. */
  readonly exportUrl?: string;
  readonly exportMd5Sum?: string;
  /** As ZStack writes it, in the server's zone. */
  readonly createDate?: string;
  /** As ZStack writes it, in the server's zone. */
  readonly lastOpDate?: string;
}

const kind = {
  type: "DataVolumeTemplate",
  handler: "dataVolumeTemplate",
  afterPreflight: preflightOf(dataVolumeTemplate),
  telling: dataVolumeTemplate.telling,
} as const;
const outputs = Object.keys(DataVolumeTemplateOutputs.shape);

/**
 * A template of data volumes on ZStack, made from a volume snapshot.
 *
 * It is created when the template is ready and every backup storage has its copy. A copy that fails is an error that
 * keeps the template; a wait that ends early keeps it too, and the next `pulumi up` goes on where it stopped.
 */
export class DataVolumeTemplate extends ManagedImage {
  /** Policies match by it. */
  static readonly __pulumiType = typeToken(kind.type);

  /** The same as `imageId`, by ZStack's word. */
  declare readonly uuid: pulumi.Output<string>;
  /** `Enabled` or `Disabled`. */
  declare readonly state: pulumi.Output<string>;
  /** Size of a volume made from it, in bytes. */
  declare readonly sizeBytes: pulumi.Output<number | undefined>;
  /** Size of its data, in bytes. */
  declare readonly actualSizeBytes: pulumi.Output<number | undefined>;
  /** For templates of snapshots ZStack has none. */
  declare readonly md5Sum: pulumi.Output<string | undefined>;
  /** `qcow2`, `raw`: that of the snapshot. */
  declare readonly format: pulumi.Output<string>;
  /** `Linux`, `Windows`, …, where ZStack has one. */
  declare readonly platform: pulumi.Output<string | undefined>;
  declare readonly guestOsType: pulumi.Output<string | undefined>;
  /** Whether ZStack has it as one of its own. */
  declare readonly system: pulumi.Output<boolean | undefined>;
  declare readonly mediaType: pulumi.Output<string>;
  /** What it was made from, as ZStack writes it. */
  declare readonly url: pulumi.Output<string>;
  declare readonly backupStorageRefs: pulumi.Output<BackupStorageRef[]>;
  declare readonly userTags: pulumi.Output<string[]>;
  /** As ZStack writes it, in the server's zone. */
  declare readonly createDate: pulumi.Output<string>;
  /** As ZStack writes it, in the server's zone. */
  declare readonly lastOpDate: pulumi.Output<string>;
  declare readonly snapshotUuid: pulumi.Output<string>;
  /** The job that made it. */
  declare readonly jobId: pulumi.Output<string | undefined>;

  /** @throws when the package cannot be loaded from the project's folder, or a credential is stored in plain text. */
  constructor(name: string, args: DataVolumeTemplateArgs, opts?: pulumi.CustomResourceOptions) {
    super(kind, name, { ...args }, outputs, opts);
  }

  /** A template that exists, by its uuid: read, never changed or deleted. An unknown uuid is an error. */
  static get(
    name: string,
    imageId: pulumi.Input<string>,
    args: { cloud?: pulumi.Input<string> } = {},
    opts?: pulumi.CustomResourceOptions,
  ): DataVolumeTemplate {
    return new DataVolumeTemplate(name, args as DataVolumeTemplateArgs, { ...opts, id: imageId });
  }
}
