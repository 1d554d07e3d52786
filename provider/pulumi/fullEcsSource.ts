import type * as pulumi from "@pulumi/pulumi";

/** What a full-ECS image is created from: exactly one of a server, a CSBS backup and a CBR backup. */
export type FullEcsSource =
  | {
      /** UUID of the server. It must be running or stopped, with no task in progress. */
      instanceId: pulumi.Input<string>;
      /**
       * UUID of the CBR vault that holds the server, or that it is added to. The cloud first takes a backup into this
       * vault, then creates the image from it. The backup stays, unless `deleteBackup` deletes it with the image. Without a
       * vault the cloud takes a CSBS backup. The Swiss cloud has no CSBS, so there a vault is required.
       */
      vaultId?: pulumi.Input<string>;
      csbsBackupId?: never;
      cbrBackupId?: never;
    }
  | {
      /** UUID of an available CSBS backup that no image has been created from yet. Not on the Swiss cloud. */
      csbsBackupId: pulumi.Input<string>;
      instanceId?: never;
      vaultId?: never;
      cbrBackupId?: never;
    }
  | {
      /** UUID of an available CBR backup of a server that no image has been created from yet. */
      cbrBackupId: pulumi.Input<string>;
      instanceId?: never;
      vaultId?: never;
      csbsBackupId?: never;
    };
