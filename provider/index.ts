export { DataImage, type DataImageArgs, type ObjectSource } from "./pulumi/dataImage";
export {
  type BackupStorageRef,
  DataVolumeTemplate,
  type DataVolumeTemplateArgs,
} from "./pulumi/dataVolumeTemplate";
export type { FoundImage } from "./pulumi/foundImage";
export { FullEcsImage, type FullEcsImageArgs, type FullEcsSource } from "./pulumi/fullEcsImage";
export type { JobImageArgs } from "./pulumi/jobImageArgs";
export {
  getImage,
  getImageOutput,
  getImages,
  getImagesOutput,
} from "./pulumi/lookup";
export type { GetImageArgs, GetImagesArgs, ImageOrigin } from "./pulumi/lookupArgs";
export type { Timeouts } from "./pulumi/timeouts";
export { type Triggers, uniqueName } from "./pulumi/triggers";
export { VolumeImage, type VolumeImageArgs } from "./pulumi/volumeImage";
