import type { ResourceValidationArgs } from "@pulumi/policy";
import type { DataImageInputs } from "../resources/dataImage";
import type { DataVolumeTemplateInputs } from "../resources/dataVolumeTemplate";
import type { FullEcsImageInputs } from "../resources/fullEcsImage";
import type { VolumeImageInputs } from "../resources/volumeImage";
import type { Kind } from "./kinds";
import { raw } from "./raw";

interface ArgsOf {
  readonly VolumeImage: VolumeImageInputs;
  readonly FullEcsImage: FullEcsImageInputs;
  readonly DataImage: DataImageInputs;
  readonly DataVolumeTemplate: DataVolumeTemplateInputs;
}

/**
 * An image as a program asks for it, before anything is sent. Reading an argument that is unknown in a preview throws:
 * the engine then says that the rule cannot be judged before the update.
 */
export type PlannedImage<K extends Kind = Kind> = {
  [Each in K]: {
    readonly kind: Each;
    readonly args: Partial<ArgsOf[Each]>;
    readonly stack: string;
    readonly project: string;
    /** The option `protect`. */
    readonly protect: boolean;
    /** The option `customTimeouts`, as durations. */
    readonly customTimeouts: { readonly create?: string; readonly update?: string; readonly delete?: string };
    /** The stack's configuration, with namespaces. */
    readonly stackConfig: Readonly<Record<string, string>>;
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
  // The default provider of dynamic resources is configured with all of the stack's configuration.
  const stackConfig = Object.fromEntries(
    Object.entries(raw(provider?.props ?? {})).flatMap(([key, value]) =>
      typeof value === "string" ? [[key, value]] : [],
    ),
  );
  return {
    kind,
    args: props,
    stack: head.replace(/^urn:pulumi:/, ""),
    project,
    protect: opts.protect,
    customTimeouts,
    stackConfig,
  } as PlannedImage;
}

/** 0: not given. */
function seconds(operation: string, amount: number): Record<string, string> {
  return amount === 0 ? {} : { [operation]: `${amount}s` };
}
