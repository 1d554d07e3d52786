import { type Field, fieldNames } from "../fields";
import { type Layer, layerOf, type Setting } from "../layer";
import { type Sources, variable } from "../sources";
import { type Family, families, variableFamilies } from "./families";

export interface Environment {
  readonly family: Family;
  readonly layer: Layer;
}

/**
 * The cloud that the environment describes by itself: OS_*, else HW_* and the files that belong to them, else ZSTACK_*;
 * families are never mixed.
 */
export function readEnvironment(sources: Sources): Environment | undefined {
  for (const family of families) {
    const { definingFields, complete } = variableFamilies[family];
    const layer = complete(
      layerOf(fieldNames, (field) => find(field, family, sources)),
      sources,
    );
    if (definingFields.some((field) => layer[field] !== undefined)) return { family, layer };
  }
  return undefined;
}

function find(field: Field, family: Family, sources: Sources): Setting | undefined {
  for (const name of variableFamilies[family].variablesOf(field)) {
    const value = variable(sources, name);
    if (value !== undefined) return { value, from: `environment ${name}` };
  }
  return undefined;
}
