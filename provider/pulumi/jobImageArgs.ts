import type * as pulumi from "@pulumi/pulumi";
import type { Timeouts } from "./timeouts";
import type { Triggers } from "./triggers";

/** What `FullEcsImage` and `DataImage` both take. */
export interface JobImageArgs {
  /**
   * Name of the image. OTC: 1–128 of `A-Z a-z 0-9 . _ -` and space, no space at either end; Huawei Cloud also Chinese
   * characters. Default: the resource's name. Changed in place.
   */
  name?: pulumi.Input<string>;
  /** At most 1024 characters, no line break, `<` or `>`. Changed in place. */
  description?: pulumi.Input<string>;
  /**
   * At most nine, on Huawei Cloud 19: one more is ours. OTC: keys of 1–36 characters, none of them `=`, values of at most
   * 43. Huawei Cloud: keys of 1–128, values of at most 255 of Chinese letters, `A-Z a-z 0-9 _ . : / + - @` and space.
   * Changed in place.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Least memory of a server made from the image, in MiB. 0 (default): no limit. Changed in place. */
  minRamMiB?: pulumi.Input<number>;
  /** Most memory, in MiB. 0 (default): no limit. Changed in place. */
  maxRamMiB?: pulumi.Input<number>;
  /** `0` (the default project) or a UUID. Not on the Swiss cloud. Changed in place. */
  enterpriseProjectId?: pulumi.Input<string>;
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
