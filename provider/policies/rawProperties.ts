import { isUnknown } from "../lifecycle/state/unknowns";

/**
 * The properties of an object, unknown values included. The objects that @pulumi/policy passes throw when an unknown value is
 * read, so one unknown argument would keep a rule from checking the others. Property descriptors give the values without that.
 */
export function rawProperties(object: object): Record<string, unknown> {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(object));
  return Object.fromEntries(descriptors.map(([key, { value }]) => [key, value]));
}

/** The value of a property if it is known and a non-empty string. */
export function textIn(object: unknown, key: string): string | undefined {
  if (typeof object !== "object" || object === null) return undefined;
  const value = rawProperties(object)[key];
  return typeof value === "string" && value !== "" && !isUnknown(value) ? value : undefined;
}
