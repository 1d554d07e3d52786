// Types apart: Pulumi brings TypeScript 3.8 for projects without one, which knows no `type` beside a name.
export type { DataImageArgs, ObjectSource } from "./pulumi/dataImage";
export { DataImage } from "./pulumi/dataImage";
export type { BackupStorageRef, DataVolumeTemplateArgs } from "./pulumi/dataVolumeTemplate";
export { DataVolumeTemplate } from "./pulumi/dataVolumeTemplate";
export type { FoundImage } from "./pulumi/foundImage";
export type { FullEcsImageArgs, FullEcsSource } from "./pulumi/fullEcsImage";
export { FullEcsImage } from "./pulumi/fullEcsImage";
export type { JobImageArgs } from "./pulumi/jobImageArgs";
export { getImage, getImageOutput, getImages, getImagesOutput } from "./pulumi/lookup";
export type { GetImageArgs, GetImagesArgs, ImageOrigin } from "./pulumi/lookupArgs";
export type { Timeouts } from "./pulumi/timeouts";
export type { Triggers } from "./pulumi/triggers";
export { uniqueName } from "./pulumi/triggers";
export type { VolumeImageArgs } from "./pulumi/volumeImage";
export { VolumeImage } from "./pulumi/volumeImage";
