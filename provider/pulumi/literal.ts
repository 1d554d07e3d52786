import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * The text that stands as `__provider` in every state, and the only file that knows it. The provider process
 * evaluates it and calls `handler()`; no closure is serialised, so a fix in a release of this package reaches
 * existing stacks too (design.md §4). Frozen for ever.
 */
export function literalOf(handler: string): string {
  return `exports.handler=()=>require("pulumi-cloud-images/dynamic").${handler};`;
}

/**
 * Throws when the provider process, which starts in the program's folder, would not find this package: better
 * said before anything is registered than by a "Cannot find module" from a later `destroy`.
 */
export function assertResolvable(folder: string): void {
  try {
    createRequire(join(folder, "program.js")).resolve("pulumi-cloud-images/dynamic");
  } catch (cause) {
    throw new Error(
      `pulumi-cloud-images cannot be loaded from the project's folder. Install it there as a direct dependency: npm install pulumi-cloud-images`,
      { cause },
    );
  }
}
