import type { Imported } from "../../lifecycle/import/import";
import type { Outputs } from "../../lifecycle/state/record";
import { literalOf } from "../../pulumi/dynamic/literal";
import { plainRecord } from "../../pulumi/dynamic/plainJson";
import { typeToken } from "../../pulumi/typeToken";
import { engineSecret } from "../engineSecret";
import type { ImportRequest } from "./importRequest";

export interface ImportEntry {
  readonly name: string;
  readonly imported: Imported;
  readonly outputs: Outputs;
}

/**
 * The file of `pulumi import --file`. With `outputs` the engine takes the resource as it stands here (Pulumi 3.254 and
 * newer): it could not ask us, for its read of an import brings a dynamic provider neither inputs nor `__provider`
 * (docs/vendors/pulumi.md#import-files).
 */
export function importFile(
  { importable: { resource, handler }, parent }: Pick<ImportRequest, "importable" | "parent">,
  entries: readonly ImportEntry[],
): string {
  const under = parent === undefined ? undefined : nameBeside(entries);
  const __provider = literalOf(handler);
  const resources = entries.map(({ name, imported, outputs }) => ({
    type: typeToken(resource.type),
    name,
    id: imported.id,
    ...(under === undefined ? {} : { parent: under }),
    inputs: plainRecord({ ...imported.inputs, __provider }),
    outputs: { ...plainRecord({ ...outputs, __provider }), ...encrypted(outputs) },
  }));
  const names = under === undefined ? {} : { nameTable: { [under]: parent } };
  return `${JSON.stringify({ ...names, resources }, null, 2)}\n`;
}

/** What the file calls the parent: no resource in it has that name, or the engine would take that one. */
function nameBeside(entries: readonly ImportEntry[]): string {
  let name = "parent";
  while (entries.some((entry) => entry.name === name)) name += "_";
  return name;
}

/** In the state as a create has it: one of the arguments may become a secret later (managedImage.ts). */
function encrypted({ __args, __facts }: Outputs): object {
  return { __args: engineSecret(__args), __facts: engineSecret(__facts) };
}
