// Types apart: Pulumi brings TypeScript 3.8 for projects without one, which knows no `type` beside a name.
export type { BackupStorageRef } from "./pulumi/backupStorageRef";
export { DataImage } from "./pulumi/dataImage";
export { DataVolumeTemplate } from "./pulumi/dataVolumeTemplate";
export type { DataImageArgs } from "./pulumi/declared/dataImage";
export type { DataVolumeTemplateArgs } from "./pulumi/declared/dataVolumeTemplate";
export type { FullEcsImageArgs } from "./pulumi/declared/fullEcsImage";
export type { VolumeImageArgs } from "./pulumi/declared/volumeImage";
export type { FoundImage } from "./pulumi/foundImage";
export { FullEcsImage } from "./pulumi/fullEcsImage";
export type { FullEcsSource } from "./pulumi/fullEcsSource";
export type { JobImageArgs } from "./pulumi/jobImageArgs";
export { getImage, getImageOutput, getImages, getImagesOutput } from "./pulumi/lookup";
export type { GetImageArgs, GetImagesArgs, ImageOrigin } from "./pulumi/lookupArgs";
export type { ObjectSource } from "./pulumi/objectSource";
export type { Timeouts } from "./pulumi/timeouts";
export type { Triggers } from "./pulumi/triggers";
export { uniqueName } from "./pulumi/triggers";
export { VolumeImage } from "./pulumi/volumeImage";
