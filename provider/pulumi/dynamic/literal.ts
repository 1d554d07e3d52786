/** The module from which the provider process loads our handlers. */
export const HANDLERS = "pulumi-cloud-images/dynamic";

/**
 * The text that every state holds as `__provider`. The provider process evaluates it and calls `handler()`. No closure is
 * serialised, so a fix in a release of this package also reaches existing stacks (docs/vendors/pulumi.md#the-literal).
 * The text never changes, and no other file writes it.
 */
export function literalOf(handler: string): string {
  return `exports.handler=()=>require("${HANDLERS}").${handler};`;
}
