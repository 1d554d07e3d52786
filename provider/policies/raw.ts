import { isUnknown } from "../lifecycle/state/unknowns";

/**
 * The properties of an object as they are. What @pulumi/policy passes throws when a value is read that is unknown in a
 * preview, so that one unknown argument would keep a rule from judging all others; descriptors tell values, too.
 */
export function raw(object: object): Record<string, unknown> {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(object));
  return Object.fromEntries(descriptors.map(([key, { value }]) => [key, value]));
}

/** A property that is known and a text. */
export function textIn(object: unknown, key: string): string | undefined {
  if (typeof object !== "object" || object === null) return undefined;
  const value = raw(object)[key];
  return typeof value === "string" && value !== "" && !isUnknown(value) ? value : undefined;
}
