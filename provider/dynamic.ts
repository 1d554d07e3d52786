/**
 * One handler for each resource. The text `__provider` in users' states calls them by these names (pulumi/dynamic/literal.ts), so
 * they are never renamed and never removed.
 */
import "./pulumi/dynamic/provider/keepHeapSmall"; // first: the rest is loaded into the smaller heap

import { dynamicProvider } from "./pulumi/dynamic/provider/dynamicProvider";
import { dataImage as dataImageResource } from "./resources/dataImage";
import { dataVolumeTemplate as dataVolumeTemplateResource } from "./resources/dataVolumeTemplate";
import { fullEcsImage as fullEcsImageResource } from "./resources/fullEcsImage";
import { volumeImage as volumeImageResource } from "./resources/volumeImage";

export const volumeImage = dynamicProvider(volumeImageResource);
export const fullEcsImage = dynamicProvider(fullEcsImageResource);
export const dataImage = dynamicProvider(dataImageResource);
export const dataVolumeTemplate = dynamicProvider(dataVolumeTemplateResource);
