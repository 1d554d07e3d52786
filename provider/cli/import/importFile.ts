import type { Imported } from "../../lifecycle/import";
import type { Outputs } from "../../lifecycle/record";
import { plainRecord } from "../../pulumi/convert";
import { literalOf } from "../../pulumi/literal";
import { typeToken } from "../../pulumi/typeToken";
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
    outputs: { ...plainRecord({ ...outputs, __provider }), __args: secret(imported.args) },
  }));
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

/** Encrypted in the state, as a create has it: one of the arguments may become a secret later (managedImage.ts). */
function secret(value: unknown): object {
  return {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", // the engine's mark of a secret
    plaintext: JSON.stringify(value),
  };
}
