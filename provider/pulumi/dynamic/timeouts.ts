import type * as pulumi from "@pulumi/pulumi";

/** Limits of time for the operations, each written "90s", "30m" or "1h30m". They take precedence over the option `customTimeouts`. */
export interface Timeouts {
  /**
   * For creating the image until it can be used, written as `90s`, `30m` or `1h30m`. An image that takes longer is kept, and
   * the next `pulumi up` waits on.
   * @example "90m"
   * @default "60m"
   */
  create?: pulumi.Input<string>;
  /**
   * For an update, including the wait for an image that an earlier run left unfinished; written as `90s`, `30m` or `1h30m`.
   * @example "90m"
   * @default "60m"
   */
  update?: pulumi.Input<string>;
  /**
   * For a delete, written as `90s`, `30m` or `1h30m`.
   * @example "10m"
   * @default "20m"
   */
  delete?: pulumi.Input<string>;
}
