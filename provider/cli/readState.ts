import { z } from "zod";
import type { CloudLocation } from "../clouds/cloud";
import { CloudError } from "../http/errors";
import { isEngineSecret, readable } from "./engineSecret";

/** What a stack's state tells of one of our resources. */
export interface StateResource {
  readonly urn: string;
  /** The argument `cloud`; undefined: the stack's default cloud. */
  readonly cloud: string | undefined;
  /** Arguments that are secrets: their values are not printed, and may be encrypted here. */
  readonly secret: readonly ("name" | "cloud")[];
  /** Undefined while the cloud has not told it. */
  readonly imageId: string | undefined;
  readonly owner: string | undefined;
  readonly claim: string | undefined;
  /** That of the create call: what an image is known by whose id no run has learnt. */
  readonly marker: string | undefined;
  readonly location: CloudLocation | undefined;
  /** The last operation failed, and the engine keeps what there is. */
  readonly failed: boolean;
  /** Only looked up (`VolumeImage.get`): never changed by the stack. */
  readonly external: boolean;
}

/** A stack's state, as far as our images are concerned. */
export interface StackState {
  /** From the URNs; undefined in an empty state. */
  readonly stack: string | undefined;
  readonly project: string | undefined;
  /** Of all resources, whosever they are. */
  readonly urns: ReadonlySet<string>;
  readonly resources: readonly StateResource[];
  /** Creates that were interrupted before the engine recorded their result. */
  readonly begun: readonly StateResource[];
}

const Props = z.record(z.string(), z.unknown()).nullish();
const WireResource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().nullish(),
  inputs: Props,
  outputs: Props,
  external: z.boolean().nullish(),
  initErrors: z.array(z.string()).nullish(),
});
const Exported = z.looseObject({
  version: z.literal([3, 4]),
  deployment: z
    .looseObject({
      resources: z.array(WireResource).nullish(),
      pending_operations: z.array(z.looseObject({ resource: WireResource })).nullish(),
    })
    .nullish(),
});

const OURS = "pulumi-nodejs:dynamic/cloudimages:";

/** Reads the text of `pulumi stack export`. */
export function readState(text: string, from: string): StackState {
  const exported = parse(text, from);
  const resources = exported.deployment?.resources ?? [];
  const pending = (exported.deployment?.pending_operations ?? []).map(({ resource }) => resource);
  const [, stack, project] =
    /^urn:pulumi:([^:]+)::([^:]+)::/.exec([...resources, ...pending][0]?.urn ?? "") ?? [];
  const ours = (all: typeof resources) =>
    all.filter(({ type }) => type.startsWith(OURS)).map(toStateResource);
  const urns = new Set(resources.map(({ urn }) => urn));
  return { stack, project, urns, resources: ours(resources), begun: ours(pending) };
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

function toStateResource({
  urn,
  id,
  inputs,
  outputs,
  external,
  initErrors,
}: z.infer<typeof WireResource>): StateResource {
  const texts = (name: string) => textIn(outputs, name) ?? textIn(inputs, name);
  const { endpoint, region, projectId } = outputs ?? {};
  const located = [endpoint, region, projectId].every((part) => typeof part === "string");
  const imageId = textIn(outputs, "imageId") ?? id ?? undefined;
  return {
    urn,
    cloud: textIn(inputs, "cloud"),
    secret: (["name", "cloud"] as const).filter((name) => isEngineSecret(inputs?.[name])),
    imageId: imageId?.startsWith("job:") ? undefined : imageId,
    owner: texts("__owner"),
    claim: textIn(outputs, "claim"),
    marker: textIn(outputs, "__marker"),
    location: located ? ({ endpoint, region, projectId } as CloudLocation) : undefined,
    failed: (initErrors ?? []).length > 0,
    external: external === true,
  };
}

function textIn(props: z.infer<typeof Props>, name: string): string | undefined {
  const value = readable(props?.[name]);
  return typeof value === "string" && value !== "" ? value : undefined;
}
