export { type Timeouts, VolumeImage, type VolumeImageArgs } from "./pulumi/volumeImage";
