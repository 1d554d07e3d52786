/** What the URN of a resource tells: `urn:pulumi:<stack>::<project>::<types>::<name>`. A name may have colons. */
export function namedBy(urn: string): { readonly name: string; readonly isChild: boolean } {
  const [, , types = "", ...name] = urn.split("::");
  return { name: name.join("::"), isChild: types.includes("$") };
}
