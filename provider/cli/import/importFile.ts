import type { Outputs } from "../../lifecycle/state/record";
import { literalOf } from "../../pulumi/dynamic/literal";
import type { ImportedState } from "../../pulumi/dynamic/provider/verbs";
import { plainRecord } from "../../pulumi/plainJson";
import { dynamicToken } from "../../pulumi/tokens";
import { engineSecret } from "../state/engineSecret";
import type { ImportRequest } from "./importRequest";

/** One image to import, and the resource it becomes. */
export interface ImportEntry {
  readonly name: string;
  readonly imported: ImportedState;
  readonly outputs: Outputs;
}

/**
 * The file for `pulumi import --file`. With `outputs`, the engine takes the resource as it is written here (Pulumi 3.254 and
 * newer). Otherwise it would ask the dynamic provider, but without passing inputs or `__provider`
 * (docs/vendors/pulumi.md#import-files).
 */
export function importFile(
  { importable: { resource, handler }, parent }: Pick<ImportRequest, "importable" | "parent">,
  entries: readonly ImportEntry[],
): string {
  const parentName = parent === undefined ? undefined : unusedName(entries);
  const __provider = literalOf(handler);
  const resources = entries.map(({ name, imported, outputs }) => ({
    type: dynamicToken(resource.type),
    name,
    id: imported.id,
    ...(parentName === undefined ? {} : { parent: parentName }),
    inputs: plainRecord({ ...imported.inputs, __provider }),
    outputs: { ...plainRecord({ ...outputs, __provider }), ...encrypted(outputs) },
  }));
  const names = parentName === undefined ? {} : { nameTable: { [parentName]: parent } };
  return `${JSON.stringify({ ...names, resources }, null, 2)}\n`;
}

/**
 * The name for the parent in the file. It must differ from the names of all resources there, or the engine would take one
 * of them.
 */
function unusedName(entries: readonly ImportEntry[]): string {
  let name = "parent";
  while (entries.some((entry) => entry.name === name)) name += "_";
  return name;
}

/** Encrypted, as after a create: one of the arguments may become secret later (managedImage.ts). */
function encrypted({ __args, __facts }: Outputs): object {
  return { __args: engineSecret(__args), __facts: engineSecret(__facts) };
}
