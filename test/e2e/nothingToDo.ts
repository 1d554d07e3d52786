import { diff as compare } from "../../provider/lifecycle/diff";
import type { Props } from "../../provider/lifecycle/state/inputs";
import { diff } from "../../provider/pulumi/dynamic/provider/verbs";
import { callOf } from "../../provider/pulumi/native/callOf";
import { type Kind, kindOf } from "../../provider/pulumi/tokens";
import { dataImage } from "../../provider/resources/dataImage";
import { dataVolumeTemplate } from "../../provider/resources/dataVolumeTemplate";
import { fullEcsImage } from "../../provider/resources/fullEcsImage";
import type { ImageResource } from "../../provider/resources/resource";
import { volumeImage } from "../../provider/resources/volumeImage";

interface Recorded {
  readonly urn: string;
  readonly type: string;
  readonly inputs: Props;
  readonly outputs: Props;
  readonly initErrors?: readonly string[];
  readonly delete?: boolean;
}

export interface Deployment {
  readonly resources?: readonly Recorded[];
}

/** Secrets as `stack export --show-secrets` writes them: the JSON text of each. */
function revealed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(revealed) as Value;
  if (typeof value !== "object" || value === null) return value;
  if ("plaintext" in value) return JSON.parse(String(value.plaintext));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, revealed(one)])) as Value;
}

/** Whether a resource of a deployment has this name. */
export const named =
  (name: string) =>
  ({ urn }: Pick<Recorded, "urn">): boolean =>
    urn.endsWith(`::${name}`);

/**
 * What `preview --expect-no-changes` of the same program would say of an export with its secrets, by the same function, without the three seconds of two
 * cores' work that each engine run costs; the stories of whole lives run the real one.
 */
export function expectNothingToDo({ resources = [] }: Deployment): void {
  for (const { urn, type, inputs, outputs, initErrors, ...rest } of resources.map(revealed)) {
    const kind = kindOf(type);
    if (kind === undefined) continue;
    const differ = "__provider" in inputs ? diff : differInPlugin(urn);
    expect([urn, differ(ours[kind], outputs, inputs).changes, initErrors, rest.delete]).toEqual([
      urn,
      false,
      undefined,
      undefined,
    ]);
  }
}

/** As the plugin does (pulumi/native/handlers/diff.ts), for the owner that is recorded. */
const differInPlugin =
  (urn: string): typeof diff =>
  (resource, outputs, inputs) =>
    compare(
      resource,
      outputs,
      inputs,
      callOf({ urn, operation: "update", seconds: 0, owner: String(outputs.__owner) }),
    );

// biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
const ours: Readonly<Record<Kind, ImageResource<any>>> = {
  VolumeImage: volumeImage,
  FullEcsImage: fullEcsImage,
  DataImage: dataImage,
  DataVolumeTemplate: dataVolumeTemplate,
};
