/**
 * All that the tests of this folder know of the provider: the verbs of the lifecycle, the resources as data, the handlers
 * that states name, and what a program registers. Whoever moves one of them mends this file alone.
 */
export * as handlers from "../../provider/dynamic";
export * as program from "../../provider/index";
export type { Props } from "../../provider/lifecycle/state/inputs";
export { processHost } from "../../provider/pulumi/dynamic/provider/processHost";
export {
  check,
  create,
  type Difference,
  diff,
  importImage,
} from "../../provider/pulumi/dynamic/provider/verbs";
export { dataImage } from "../../provider/resources/dataImage";
export { dataVolumeTemplate } from "../../provider/resources/dataVolumeTemplate";
export { fullEcsImage } from "../../provider/resources/fullEcsImage";
export type { ImageResource } from "../../provider/resources/resource";
export { volumeImage } from "../../provider/resources/volumeImage";
export { type Lab, openLab } from "../lifecycle/harness/lab";
export type { ProviderProcess } from "../lifecycle/harness/providerProcess";
export { failureOf, owner, type Recorded, Stack, urnOf } from "../lifecycle/harness/stack";
