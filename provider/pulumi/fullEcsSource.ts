import type * as pulumi from "@pulumi/pulumi";

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
