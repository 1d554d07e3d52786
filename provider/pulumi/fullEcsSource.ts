import type * as pulumi from "@pulumi/pulumi";

/** A server that a full-ECS image is created from. The cloud takes a backup of it first. */
export interface ServerSource {
  /**
   * UUID of the server. It must be running or stopped, with no task in progress.
   * @example "16369c5d-384d-4e64-b37a-56d898769362"
   */
  instanceId: pulumi.Input<string>;
  /**
   * UUID of the CBR vault that holds the server, or that it is added to. The cloud first takes a backup into this vault, then
   * creates the image from it. The backup stays, unless `deleteBackup` deletes it with the image. Without a vault the cloud
   * takes a CSBS backup. The Swiss cloud has no CSBS, so there a vault is required.
   * @default none
   * @example "16369c5d-384d-4e64-b37a-56d898769362"
   */
  vaultId?: pulumi.Input<string>;
}

/** A CSBS backup of a server that a full-ECS image is created from. */
export interface CsbsBackupSource {
  /**
   * UUID of an available CSBS backup that no image has been created from yet. Not on the Swiss cloud.
   * @example "16369c5d-384d-4e64-b37a-56d898769362"
   */
  csbsBackupId: pulumi.Input<string>;
}

/** A CBR backup of a server that a full-ECS image is created from. */
export interface CbrBackupSource {
  /**
   * UUID of an available CBR backup of a server that no image has been created from yet.
   * @example "16369c5d-384d-4e64-b37a-56d898769362"
   */
  cbrBackupId: pulumi.Input<string>;
}

/** What a full-ECS image is created from: exactly one of a server, a CSBS backup and a CBR backup. */
export type FullEcsSource =
  | (ServerSource & Without<CsbsBackupSource> & Without<CbrBackupSource>)
  | (CsbsBackupSource & Without<ServerSource> & Without<CbrBackupSource>)
  | (CbrBackupSource & Without<ServerSource> & Without<CsbsBackupSource>);

type Without<Other> = { [Field in keyof Other]?: never };
