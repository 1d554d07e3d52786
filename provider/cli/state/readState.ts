import { z } from "zod";
import type { CloudLocation } from "../../clouds/cloud";
import { CloudError } from "../../http/errors";
import { isOurs } from "../../pulumi/tokens";
import { isEngineSecret, plainValue } from "./engineSecret";
import { isExplicitProvider, type StateProvider, servesImages, stateProvider } from "./stateProvider";

/** One of our resources in a stack's state. */
export interface StateResource {
  readonly urn: string;
  /** Undefined if the engine made the provider itself, out of the stack's configuration. */
  readonly provider: StateProvider | undefined;
  /** The argument `cloud`. Undefined means the default cloud of its provider: the stack's, for one that the engine made. */
  readonly cloud: string | undefined;
  /** The arguments that are secret: their values are not printed, and may be encrypted here. */
  readonly secret: readonly ("name" | "cloud")[];
  /** Undefined until the cloud has reported it. */
  readonly imageId: string | undefined;
  readonly owner: string | undefined;
  readonly claim: string | undefined;
  /** The marker of the create call. It identifies the image until its id is known. */
  readonly marker: string | undefined;
  readonly location: CloudLocation | undefined;
  /** Whether the last operation failed and left a partial result in the state. */
  readonly failed: boolean;
  /** Whether it is only read (`VolumeImage.get`), so that the stack never changes it. */
  readonly external: boolean;
  /** What the engine was doing with it when it wrote this (`creating`); undefined for what the state holds for good. */
  readonly operation: string | undefined;
  /** Such as `VolumeImage`. */
  readonly resource: string;
  /** The job that makes the image. */
  readonly jobId: string | undefined;
  /** When the image was made, or else when the resource came into the state. */
  readonly since: string | undefined;
  /** The inputs as the state has them, secrets included, so they are never printed. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** How long an update may take by the option `customTimeouts`, in the plugin's form. */
  readonly updateSeconds: number | undefined;
}

/** The part of a stack's state that concerns our images. */
export interface StackState {
  /** Taken from the URNs, so undefined in an empty state. */
  readonly stack: string | undefined;
  readonly project: string | undefined;
  /** The URNs of all resources, of other packages too. */
  readonly urns: ReadonlySet<string>;
  readonly resources: readonly StateResource[];
  /** The creates that were interrupted before the engine recorded their result. */
  readonly pending: readonly StateResource[];
  /** The explicit providers that may have images, in use or not. */
  readonly providers: readonly StateProvider[];
}

const Props = z.record(z.string(), z.unknown()).nullish();
const WireResource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().nullish(),
  provider: z.string().nullish(),
  inputs: Props,
  outputs: Props,
  external: z.boolean().nullish(),
  initErrors: z.array(z.string()).nullish(),
  created: z.string().nullish().catch(undefined),
  customTimeouts: z.looseObject({ update: z.number().nullish() }).nullish().catch(undefined),
});
const Exported = z.looseObject({
  version: z.literal([3, 4]),
  deployment: z
    .looseObject({
      resources: z.array(WireResource).nullish(),
      pending_operations: z
        .array(z.looseObject({ resource: WireResource, type: z.string().nullish() }))
        .nullish(),
    })
    .nullish(),
});

/** Reads the text of `pulumi stack export`. */
export function readState(text: string, from: string): StackState {
  const exported = parse(text, from);
  const resources = exported.deployment?.resources ?? [];
  const pending = (exported.deployment?.pending_operations ?? []).map(({ resource, type }) => ({
    ...resource,
    operation: type ?? "working on it",
  }));
  const [, stack, project] =
    /^urn:pulumi:([^:]+)::([^:]+)::/.exec([...resources, ...pending][0]?.urn ?? "") ?? [];
  const explicit = resources.filter(isExplicitProvider);
  const byReference = new Map(explicit.map((one) => [`${one.urn}::${one.id}`, stateProvider(one)]));
  const ours = (all: readonly (z.infer<typeof WireResource> & { operation?: string })[]) =>
    all
      .filter(({ type }) => isOurs(type))
      .map((resource) => toStateResource(resource, byReference.get(resource.provider ?? "")));
  return {
    stack,
    project,
    urns: new Set(resources.map(({ urn }) => urn)),
    resources: ours(resources),
    pending: ours(pending),
    providers: explicit.filter(servesImages).map(stateProvider),
  };
}

function parse(text: string, from: string): z.infer<typeof Exported> {
  try {
    return Exported.parse(JSON.parse(text));
  } catch {
    throw new CloudError(`${from} is not a state as \`pulumi stack export\` writes it`, {
      outcome: "not-sent",
      hint: "write it with `pulumi stack export --file state.json`",
    });
  }
}

function toStateResource(
  wire: z.infer<typeof WireResource> & { operation?: string },
  provider: StateProvider | undefined,
): StateResource {
  const { urn, type, id, inputs, outputs, external, initErrors } = wire;
  const texts = (name: string) => textIn(outputs, name) ?? textIn(inputs, name);
  const { endpoint, region, projectId } = outputs ?? {};
  const located = [endpoint, region, projectId].every((part) => typeof part === "string");
  const imageId = textIn(outputs, "imageId") ?? id ?? undefined;
  return {
    urn,
    provider,
    cloud: textIn(inputs, "cloud"),
    secret: (["name", "cloud"] as const).filter((name) => isEngineSecret(inputs?.[name])),
    imageId: imageId?.startsWith("job:") ? undefined : imageId,
    owner: texts("__owner"),
    claim: textIn(outputs, "claim"),
    marker: textIn(outputs, "__marker"),
    location: located ? ({ endpoint, region, projectId } as CloudLocation) : undefined,
    failed: (initErrors ?? []).length > 0,
    external: external === true,
    operation: wire.operation,
    resource: type.split(":").at(-1) ?? type,
    jobId: textIn(outputs, "jobId") ?? (id?.startsWith("job:") ? id.slice("job:".length) : undefined),
    since: textIn(outputs, "createdAt") ?? wire.created ?? undefined,
    inputs: inputs ?? {},
    updateSeconds: wire.customTimeouts?.update || undefined,
  };
}

function textIn(props: z.infer<typeof Props>, name: string): string | undefined {
  const value = plainValue(props?.[name]);
  return typeof value === "string" && value !== "" ? value : undefined;
}
