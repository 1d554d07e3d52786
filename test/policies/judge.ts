import {
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
  UnknownValueError,
  unknownCheckingProxy,
} from "@pulumi/policy";
import { Secret } from "@pulumi/policy/policy";
import { secretsPreservingProxy } from "@pulumi/policy/secret";
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
  const { reports, unknowns } = judgeUntilUnknown(rule, kind, args, around);
  if (unknowns[0] !== undefined) throw new Error(unknowns[0]);
  return reports;
}

/** As the engine takes it: what was reported stays, and something unknown ends the rule with a warning. */
export function judgeUntilUnknown(
  rule: ResourceValidationPolicy,
  kind: Kind,
  args: object,
  around: Around = {},
) {
  const reports: string[] = [];
  const unknowns: string[] = [];
  if (typeof rule.validateResource !== "function") throw new Error("one function is expected");
  try {
    void rule.validateResource(engineArgs(kind, args, around), (message) => reports.push(message));
  } catch (error) {
    if (!(error instanceof UnknownValueError)) throw error;
    unknowns.push((error as Error).message);
  }
  return { reports, unknowns };
}

/** The arguments after a rule has mended them, and whether it says that it has. Secrets reach mending alone as such. */
export function mend(rule: ResourceValidationPolicy, kind: Kind, args: object, around: Around = {}) {
  const props = copyOf(args);
  const result = rule.remediateResource?.(engineArgs(kind, secretsPreservingProxy(props), around));
  return { args: props, changed: result !== undefined };
}

/** structuredClone would make objects of another realm, which jest keeps apart, and of a secret one that is none. */
function copyOf<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || value instanceof Secret) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]);
  return (Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)) as Value;
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
