import * as pulumi from "@pulumi/pulumi";

/**
 * The URN that a resource will have, as a promise. `createUrn` returns an output that depends on the parent. Used as an input, it
 * would make the resource depend on everything inside the parent, and so on itself.
 */
export function urnOf(name: string, type: string, parent: pulumi.Resource | undefined): Promise<string> {
  const urn = pulumi.createUrn(name, type, parent) as unknown as { promise(): Promise<string> }; // not in its declarations
  const known = urn.promise();
  known.catch(() => {}); // the registration, which waits for the parent too, reports it
  return known;
}
