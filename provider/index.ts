// Types are exported separately: for projects without TypeScript, Pulumi brings version 3.8, which does not know
// `export { type … }`.
export type { BackupStorageRef } from "./pulumi/backupStorageRef";
export { DataImage } from "./pulumi/dynamic/dataImage";
export { DataVolumeTemplate } from "./pulumi/dynamic/dataVolumeTemplate";
export type { DataImageArgs } from "./pulumi/dynamic/declared/dataImage";
export type { DataVolumeTemplateArgs } from "./pulumi/dynamic/declared/dataVolumeTemplate";
export type { FullEcsImageArgs } from "./pulumi/dynamic/declared/fullEcsImage";
export type { VolumeImageArgs } from "./pulumi/dynamic/declared/volumeImage";
export { FullEcsImage } from "./pulumi/dynamic/fullEcsImage";
export type { JobImageArgs } from "./pulumi/dynamic/jobImageArgs";
export { getImage, getImageOutput, getImages, getImagesOutput } from "./pulumi/dynamic/lookup/getImages";
export type { Timeouts } from "./pulumi/dynamic/timeouts";
export type { Triggers } from "./pulumi/dynamic/triggers";
export { uniqueName } from "./pulumi/dynamic/triggers";
export { VolumeImage } from "./pulumi/dynamic/volumeImage";
export type { CbrBackupSource, CsbsBackupSource, FullEcsSource, ServerSource } from "./pulumi/fullEcsSource";
export type { FoundImage } from "./pulumi/lookup/foundImage";
export type { GetImageArgs, GetImagesArgs, ImageOrigin } from "./pulumi/lookup/lookupArgs";
export type { ObjectSource } from "./pulumi/objectSource";
