import type * as pulumi from "@pulumi/pulumi";

/** Waiting times: "90s", "30m", "1h30m". They win over the option `customTimeouts`. */
export interface Timeouts {
  /** Making the image, and taking it over. One that takes longer is kept, and the next `up` goes on waiting. Default "60m". */
  create?: pulumi.Input<string>;
  /** Also the wait that an update goes on with. Default "60m". */
  update?: pulumi.Input<string>;
  /** Default "20m". */
  delete?: pulumi.Input<string>;
}
