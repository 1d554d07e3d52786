import {
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
  UnknownValueError,
  unknownCheckingProxy,
} from "@pulumi/policy";
import { Secret } from "@pulumi/policy/policy";
import { secretsPreservingProxy } from "@pulumi/policy/secret";
import { dynamicToken, type Kind, nativeToken } from "../../provider/pulumi/tokens";

/** A dynamic resource, or one that the plugin serves. */
export type Form = "dynamic" | "native";
export const forms: readonly Form[] = ["dynamic", "native"];
const tokens = { dynamic: dynamicToken, native: nativeToken };

/** What the engine knows besides the arguments. */
export interface Setup {
  /** Default: the dynamic one. */
  readonly form?: Form;
  /** Policy configuration of the rule. */
  readonly config?: object;
  readonly stack?: string;
  readonly protect?: boolean;
  /** The resource option `customTimeouts`, in seconds. */
  readonly createSeconds?: number;
  /** Stack configuration. */
  readonly stackConfig?: Readonly<Record<string, string>>;
  /** What the program gives an explicit provider, by key without the namespace; it gets no stack configuration then. */
  readonly explicit?: Readonly<Record<string, unknown>>;
}

/** What a rule reports for an image with these arguments, as the engine would show it. */
export function judge(
  rule: ResourceValidationPolicy,
  kind: Kind,
  args: object,
  setup: Setup = {},
): readonly string[] {
  const { reports, unknowns } = judgeUntilUnknown(rule, kind, args, setup);
  if (unknowns[0] !== undefined) throw new Error(unknowns[0]);
  return reports;
}

/** As the engine does it: an unknown value ends the rule with a warning, but earlier reports stay. */
export function judgeUntilUnknown(
  rule: ResourceValidationPolicy,
  kind: Kind,
  args: object,
  setup: Setup = {},
) {
  const reports: string[] = [];
  const unknowns: string[] = [];
  if (typeof rule.validateResource !== "function") throw new Error("one function is expected");
  try {
    void rule.validateResource(engineArgs(kind, args, setup), (message) => reports.push(message));
  } catch (error) {
    if (!(error instanceof UnknownValueError)) throw error;
    unknowns.push((error as Error).message);
  }
  return { reports, unknowns };
}

/** The arguments after the remediation of a rule, and whether it reports a change. Only a remediation can see which values are secret. */
export function remediate(rule: ResourceValidationPolicy, kind: Kind, args: object, setup: Setup = {}) {
  const props = copyOf(args);
  const result = rule.remediateResource?.(engineArgs(kind, secretsPreservingProxy(props), setup));
  return { args: props, changed: result !== undefined };
}

/** Not structuredClone: its objects are of another realm in jest, and a cloned secret would no longer be one. */
function copyOf<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || value instanceof Secret) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]);
  return (Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)) as Value;
}

export class NotApplicable extends Error {}

function engineArgs(
  kind: Kind,
  args: object,
  {
    form = "dynamic",
    config = {},
    stack = "dev",
    protect = false,
    createSeconds = 0,
    stackConfig = {},
    explicit,
  }: Setup,
): ResourceValidationArgs {
  const type = tokens[form](kind);
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
    provider: explicit === undefined ? defaultProviders[form](stackConfig) : explicitProvider(form, explicit),
    stackTags: new Map(),
    isType: () => false,
    asType: () => undefined,
    getConfig: <T extends object>() => config as T,
    notApplicable(reason) {
      throw new NotApplicable(reason);
    },
  };
}

const provider = (form: Form, name: string, props: object) => {
  const type = `pulumi:providers:${form === "native" ? "cloudimages" : "pulumi-nodejs"}`;
  return { type, urn: `urn:pulumi:dev::shop::${type}::${name}`, name, props: unknownCheckingProxy(props) };
};

/** The plugin gets its own namespace of the stack's configuration, without its name. */
const defaultProviders = {
  dynamic: (config: object) => provider("dynamic", "default", config),
  native: (config: object) => {
    const own = Object.entries(config).flatMap(([key, value]) => {
      const [namespace, name = ""] = key.split(":");
      return namespace === "cloudimages" ? [[name, value]] : [];
    });
    return provider("native", "default_0_1_0", { version: "0.1.0", ...Object.fromEntries(own) });
  },
};

function explicitProvider(form: Form, settings: object) {
  const prefix = form === "native" ? "" : "cloudimages:";
  const props = Object.entries(settings).map(([key, value]) => [prefix + key, value]);
  return provider(form, "eu", Object.fromEntries(props));
}

/** An image of a stack: name, kind, outputs. */
export type StackImage = readonly [name: string, kind: Kind, props: object, parent?: object];

/** What a rule reports for a stack with these images. */
export function judgeStack(
  rule: StackValidationPolicy,
  images: readonly StackImage[],
  config: object = {},
  form: Form = "dynamic",
): readonly string[] {
  const reports: string[] = [];
  const resources = images.map(([name, kind, props, parent]) => ({
    type: tokens[form](kind),
    name,
    urn: name,
    parent,
    props: unknownCheckingProxy(props),
  }));
  const others = [{ type: "pulumi:pulumi:Stack", name: "shop-dev", urn: "", props: {} }];
  const args = { resources: [...others, ...resources], stackTags: new Map(), getConfig: () => config };
  void rule.validateStack(args as unknown as Parameters<typeof rule.validateStack>[0], (message, urn) =>
    reports.push(urn === undefined ? message : `${urn}: ${message}`),
  );
  return reports;
}
