import {
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
  unknownCheckingProxy,
} from "@pulumi/policy";
import type { Kind } from "../../provider/policies/kinds";
import { typeToken } from "../../provider/pulumi/typeToken";

export interface Around {
  /** Policy configuration of the rule. */
  readonly config?: object;
  readonly stack?: string;
  readonly protect?: boolean;
  /** The option `customTimeouts`, in seconds. */
  readonly createSeconds?: number;
  /** Stack configuration. */
  readonly stackConfig?: Readonly<Record<string, string>>;
}

/** What a rule reports of an image with these arguments, as the engine would show it. */
export function judge(
  rule: ResourceValidationPolicy,
  kind: Kind,
  args: object,
  around: Around = {},
): readonly string[] {
  const reports: string[] = [];
  if (typeof rule.validateResource !== "function") throw new Error("one function is expected");
  void rule.validateResource(engineArgs(kind, args, around), (message) => reports.push(message));
  return reports;
}

/** The arguments after a rule has mended them, and whether it says that it has. */
export function mend(rule: ResourceValidationPolicy, kind: Kind, args: object, around: Around = {}) {
  const props = JSON.parse(JSON.stringify(args)); // structuredClone would make an object of another realm, which jest keeps apart
  const result = rule.remediateResource?.(engineArgs(kind, props, around));
  return { args: props, changed: result !== undefined };
}

export class NotApplicable extends Error {}

function engineArgs(
  kind: Kind,
  args: object,
  { config = {}, stack = "dev", protect = false, createSeconds = 0, stackConfig = {} }: Around,
): ResourceValidationArgs {
  const type = typeToken(kind);
  const urn = `urn:pulumi:${stack}::shop::${type}::golden`;
  return {
    type,
    urn,
    name: "golden",
    props: unknownCheckingProxy(args),
    opts: {
      protect,
      ignoreChanges: [],
      aliases: [],
      additionalSecretOutputs: [],
      customTimeouts: { createSeconds, updateSeconds: 0, deleteSeconds: 0 },
    },
    provider: { type: "pulumi:providers:pulumi-nodejs", urn: "", name: "default", props: stackConfig },
    stackTags: new Map(),
    isType: () => false,
    asType: () => undefined,
    getConfig: <T extends object>() => config as T,
    notApplicable(reason) {
      throw new NotApplicable(reason);
    },
  };
}

/** An image of a stack: name, kind, outputs. */
export type StackImage = readonly [name: string, kind: Kind, props: object];

/** What a rule reports of a stack with these images. */
export function judgeStack(
  rule: StackValidationPolicy,
  images: readonly StackImage[],
  config: object = {},
): readonly string[] {
  const reports: string[] = [];
  const resources = images.map(([name, kind, props]) => ({
    type: typeToken(kind),
    name,
    urn: name,
    props: unknownCheckingProxy(props),
  }));
  const others = [{ type: "pulumi:pulumi:Stack", name: "shop-dev", urn: "", props: {} }];
  const args = { resources: [...others, ...resources], stackTags: new Map(), getConfig: () => config };
  void rule.validateStack(args as unknown as Parameters<typeof rule.validateStack>[0], (message, urn) =>
    reports.push(urn === undefined ? message : `${urn}: ${message}`),
  );
  return reports;
}
