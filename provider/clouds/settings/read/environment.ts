import { type Field, fieldNames } from "../fields";
import { type Found, type Layer, layerOf } from "../layer";
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
    const { forming, completed } = variableFamilies[family];
    const layer = completed(
      layerOf(fieldNames, (field) => find(field, family, sources)),
      sources,
    );
    if (forming.some((field) => layer[field] !== undefined)) return { family, layer };
  }
  return undefined;
}

function find(field: Field, family: Family, sources: Sources): Found | undefined {
  for (const name of variableFamilies[family].of(field)) {
    const value = variable(sources, name);
    if (value !== undefined) return { value, from: `environment ${name}` };
  }
  return undefined;
}
