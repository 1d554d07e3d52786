import { type Field, fields, storedFields } from "../fields";
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
  return layerOf(storedFields, (field) => {
    const value = stackValue(field, sources);
    return value === undefined ? undefined : { value: listed(field, value), from: fromStack(field, sources) };
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

/** What has these settings: the stack, or an explicit provider. */
export type Holder = Pick<Sources, "provider">;

/** The origin of a value of the stack's configuration, or of an explicit provider's settings. */
export function fromStack(key: string, { provider }: Holder): string {
  return provider === undefined
    ? `stack configuration ${NAMESPACE}:${key}`
    : `setting ${key} of the provider "${provider}"`;
}

/** What has a setting of such an origin; undefined if it came from elsewhere. */
export function holderOf(from: string | undefined): Holder | undefined {
  if (from === undefined) return undefined;
  if (from.startsWith(`stack configuration ${NAMESPACE}:`)) return {};
  const [, provider] = /^setting \w+ of the provider "(.*)"$/.exec(from) ?? [];
  return provider === undefined ? undefined : { provider };
}
