import { type Field, fieldNames, fields } from "../fields";
import { type Layer, layerOf } from "../layer";
import type { Sources } from "../sources";

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

/** Pulumi turns a list in the stack's file into JSON; lists in clouds.yaml become the same text (cloudEntry.ts). */
function listed(field: Field, text: string): string {
  return (fields[field].list && textsIn(text)?.join(",")) ?? text; // anything but a list of texts is refused later, by its name
}

/** The texts of a list that Pulumi has turned into JSON. */
export function textsIn(text: string): string[] | undefined {
  if (!/^\s*\[/.test(text)) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((word) => typeof word === "string") ? list : undefined;
  } catch {
    return undefined;
  }
}

/** The origin of a value of the stack's configuration. */
export function fromStack(key: string): string {
  return `stack configuration ${NAMESPACE}:${key}`;
}
