import * as pulumi from "@pulumi/pulumi";

/**
 * The URN that a resource will have, as a plain fact. `createUrn` gives an output that depends on the parent, which as an
 * input would mean: on all that is in the parent, and so on the resource itself.
 */
export function urnOf(name: string, type: string, parent: pulumi.Resource | undefined): Promise<string> {
  const urn = pulumi.createUrn(name, type, parent) as unknown as { promise(): Promise<string> }; // not in its declarations
  const known = urn.promise();
  known.catch(() => {}); // told by the registration, which waits for the parent too
  return known;
}
