/**
 * One handler for each resource. These names stand in the `__provider` text of users' states
 * (pulumi/literal.ts): they are never renamed and never removed.
 */
import { dynamicProvider } from "./pulumi/dynamicProvider";
import { volumeImage as volumeImageResource } from "./resources/volumeImage";

export const volumeImage = dynamicProvider(volumeImageResource);
