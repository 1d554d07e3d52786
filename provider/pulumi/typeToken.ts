/** The type token of a resource: a contract with users' states. */
export function typeToken(type: string): string {
  return `pulumi-nodejs:dynamic/cloudimages:${type}`;
}
