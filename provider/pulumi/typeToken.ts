/** The type token of a resource. It stands in users' states, so it never changes. */
export function typeToken(type: string): string {
  return `pulumi-nodejs:dynamic/cloudimages:${type}`;
}
