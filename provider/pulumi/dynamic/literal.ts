import { createRequire } from "node:module";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import type { ProviderFolder } from "./providerFolder";

/** What the provider process loads our handlers from. */
export const HANDLERS = "pulumi-cloud-images/dynamic";

/**
 * The text that stands as `__provider` in every state, and the only file that knows it. The provider process
 * evaluates it and calls `handler()`; no closure is serialised, so a fix in a release of this package reaches
 * existing stacks too (docs/vendors/pulumi.md#the-literal). Frozen for ever.
 */
export function literalOf(handler: string): string {
  return `exports.handler=()=>require("${HANDLERS}").${handler};`;
}

/** What the provider process loads, and the packages that bring it. */
const loaded = [
  [HANDLERS, "pulumi-cloud-images"],
  ["@pulumi/pulumi/cmd/dynamic-provider", "@pulumi/pulumi"],
] as const;

/**
 * Throws when the provider process would not find what it loads from the folder in which it will start: better said before
 * anything is registered than by a "Cannot find module" from a later `destroy`.
 */
export function assertResolvable({ folder, inline }: ProviderFolder): void {
  const { resolve } = createRequire(join(folder, "program.js"));
  for (const [module, bringer] of loaded) {
    try {
      resolve(module);
    } catch (cause) {
      throw Object.assign(new RunError(inline ? ofInline(bringer, folder) : ofProject(bringer, folder)), {
        cause,
      });
    }
  }
}

function ofProject(bringer: string, folder: string): string {
  return `${bringer} cannot be loaded from the project's folder, ${folder}. Install it there as a direct dependency: npm install ${bringer}`;
}

function ofInline(bringer: string, folder: string): string {
  return (
    `${bringer} cannot be loaded from ${folder}, where Pulumi starts the provider of this inline program. Give the ` +
    `workspace a \`workDir\` in which it is installed (npm install ${bringer}), or name such a folder in its project ` +
    "settings: `main: process.cwd()`."
  );
}
