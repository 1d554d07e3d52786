import type { ResourceValidationArgs } from "@pulumi/policy";
import { namedBy } from "../lifecycle/state/namedBy";
import type { Kind } from "../pulumi/tokens";
import type { DataImageInputs } from "../resources/dataImage";
import type { DataVolumeTemplateInputs } from "../resources/dataVolumeTemplate";
import type { FullEcsImageInputs } from "../resources/fullEcsImage";
import type { VolumeImageInputs } from "../resources/volumeImage";
import { type ImageSettings, imageSettings } from "./imageSettings";

interface ArgsOf {
  readonly VolumeImage: VolumeImageInputs;
  readonly FullEcsImage: FullEcsImageInputs;
  readonly DataImage: DataImageInputs;
  readonly DataVolumeTemplate: DataVolumeTemplateInputs;
}

/**
 * An image as the program declares it. Reading an argument that is unknown in a preview throws; the engine then reports that the
 * rule cannot be checked before the update.
 */
export type PlannedImage<K extends Kind = Kind> = {
  [Each in K]: {
    readonly kind: Each;
    readonly args: Partial<ArgsOf[Each]>;
    /** The image's name if the program gives none. The plugin fills it in, unless a preview does not know its settings yet. */
    readonly defaultName: string;
    readonly stack: string;
    readonly project: string;
    /** The resource option `protect`. */
    readonly protect: boolean;
    /** The resource option `customTimeouts`, as durations. */
    readonly customTimeouts: { readonly create?: string; readonly update?: string; readonly delete?: string };
    readonly settings: ImageSettings;
  };
}[K];

export function plannedImage(
  kind: Kind,
  { props, urn, opts, provider }: ResourceValidationArgs,
): PlannedImage {
  const [head = "", project = ""] = urn.split("::"); // urn:pulumi:<stack>::<project>::<type>::<name>
  const { createSeconds, updateSeconds, deleteSeconds } = opts.customTimeouts;
  const customTimeouts = {
    ...seconds("create", createSeconds),
    ...seconds("update", updateSeconds),
    ...seconds("delete", deleteSeconds),
  };
  return {
    kind,
    args: props,
    defaultName: namedBy(urn).name,
    stack: head.replace(/^urn:pulumi:/, ""),
    project,
    protect: opts.protect,
    customTimeouts,
    settings: imageSettings(provider),
  } as PlannedImage;
}

/** The engine passes 0 for a timeout that is not given. */
function seconds(operation: string, amount: number): Record<string, string> {
  return amount === 0 ? {} : { [operation]: `${amount}s` };
}
