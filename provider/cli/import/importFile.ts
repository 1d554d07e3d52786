import type { Imported } from "../../lifecycle/import";
import type { Outputs } from "../../lifecycle/record";
import { plainRecord } from "../../pulumi/convert";
import { literalOf } from "../../pulumi/literal";
import { typeToken } from "../../pulumi/typeToken";
import { engineSecret } from "../engineSecret";
import type { Importable } from "./importable";

export interface Entry {
  readonly name: string;
  readonly imported: Imported;
  readonly outputs: Outputs;
}

/**
 * The file of `pulumi import --file`. With `outputs` the engine takes the resource as it stands here (Pulumi 3.254 and
 * newer): it could not ask us, for its read of an import brings a dynamic provider neither inputs nor `__provider`
 * (pulumi-dynamic-providers.md §0 no. 9).
 */
export function importFile({ resource, handler }: Importable, entries: readonly Entry[]): string {
  const __provider = literalOf(handler);
  const resources = entries.map(({ name, imported, outputs }) => ({
    type: typeToken(resource.type),
    name,
    id: imported.id,
    inputs: plainRecord({ ...imported.inputs, __provider }),
    outputs: { ...plainRecord({ ...outputs, __provider }), ...encrypted(outputs) },
  }));
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

/** In the state as a create has it: one of the arguments may become a secret later (managedImage.ts). */
function encrypted({ __args, __facts }: Outputs): object {
  return { __args: engineSecret(__args), __facts: engineSecret(__facts) };
}
