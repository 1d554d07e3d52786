import { type Field, fieldNames } from "./fields";
import { type Layer, layerOf } from "./layer";
import type { Sources } from "./sources";

const NAMESPACE = "cloudimages";

/** `cloudimages:<key>` of the stack, whether the caller passed keys with the namespace or without it. */
export function stackValue(key: string, { stackConfig }: Sources): string | undefined {
  const value = stackConfig[key] ?? stackConfig[`${NAMESPACE}:${key}`];
  return value === undefined || value.trim() === "" ? undefined : value;
}

/** The settings that the stack's configuration has. */
export function readStackConfiguration(sources: Sources): Layer {
  return layerOf(fieldNames, (field) => {
    const value = stackValue(field, sources);
    return value === undefined ? undefined : { value: listed(field, value), from: fromStack(field) };
  });
}

/** What may be a list. */
const LISTS: readonly Field[] = ["interface", "authMethods"];

/** Of a list in the stack's file Pulumi makes JSON; clouds.yaml's become the same text (entry.ts). */
function listed(field: Field, value: string): string {
  if (!LISTS.includes(field) || !/^\s*\[/.test(value)) return value;
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list.map(String).join(",") : value;
  } catch {
    return value; // to be refused by its name
  }
}

/** The note that a value of the stack's configuration bears. */
export function fromStack(key: string): string {
  return `stack configuration ${NAMESPACE}:${key}`;
}
