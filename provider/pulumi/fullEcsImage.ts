import type * as pulumi from "@pulumi/pulumi";
import { FullEcsImageOutputs, fullEcsImage } from "../resources/fullEcsImage";
import { ImageResource } from "./imageResource";
import type { JobImageArgs } from "./jobImageArgs";
import { typeToken } from "./managedImage";
import { preflightOf } from "./preflight";

/** What a full-ECS image is made from: exactly one of the three. */
export type FullEcsSource =
  | {
      /** The server: its UUID. It must be running or stopped, with no task in progress. */
      instanceId: pulumi.Input<string>;
      /**
       * The CBR vault that the server is in, or is to be put in: the image is made from a backup that is taken on the way,
       * and stays. Without it a CSBS backup is taken; on the Swiss cloud, which has no CSBS, it is required.
       */
      vaultId?: pulumi.Input<string>;
      csbsBackupId?: never;
      cbrBackupId?: never;
    }
  | {
      /** An available CSBS backup that no image was made from yet. Not on the Swiss cloud. */
      csbsBackupId: pulumi.Input<string>;
      instanceId?: never;
      vaultId?: never;
      cbrBackupId?: never;
    }
  | {
      /** An available CBR backup of a server that no image was made from yet. */
      cbrBackupId: pulumi.Input<string>;
      instanceId?: never;
      vaultId?: never;
      csbsBackupId?: never;
    };

/**
 * Arguments of `FullEcsImage`. Rules are those of the vendors' page "Creating a Full-ECS Image" and are checked by
 * `pulumi preview`; what the cloud has to be asked for is looked at by `cloudimages:preflight`.
 */
export interface FullEcsImageArgs extends JobImageArgs {
  /** Replaces; from the same backup the old image is deleted first, because a backup serves one image. */
  source: pulumi.Input<FullEcsSource>;
  /** Whether a delete of the image takes the backup behind it along. Default false: the backup is kept. */
  deleteBackup?: pulumi.Input<boolean>;
}

const kind = {
  type: "FullEcsImage",
  handler: "fullEcsImage",
  afterPreflight: preflightOf(fullEcsImage),
  telling: fullEcsImage.telling,
} as const;
const outputs = Object.keys(FullEcsImageOutputs.shape);

/**
 * An image of a whole server with all its disks, on Open Telekom Cloud and Huawei Cloud: from the server, or from a CSBS
 * or CBR backup of it. It can be neither exported nor copied.
 *
 * It is created when the image is `active`. A wait that ends early keeps the image: the next `pulumi up` goes on
 * where it stopped.
 */
export class FullEcsImage extends ImageResource {
  /** Policies match by it. */
  static readonly __pulumiType = typeToken(kind.type);

  /** The backup behind the image: the source's, or the one that was taken on the way. */
  declare readonly backupId: pulumi.Output<string | undefined>;
  /** The job that made the image; undefined where an earlier run had started it. */
  declare readonly jobId: pulumi.Output<string | undefined>;
  /** What the image was made from, as the cloud writes it: `instance,<id>`, `server_backup,<id>`. */
  declare readonly dataOrigin: pulumi.Output<string | undefined>;

  /** @throws when the package cannot be loaded from the project's folder, or a credential is stored in plain text. */
  constructor(name: string, args: FullEcsImageArgs, opts?: pulumi.CustomResourceOptions) {
    super(kind, name, { ...args }, outputs, opts);
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
