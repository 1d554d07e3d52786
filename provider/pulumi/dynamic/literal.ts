import { createRequire } from "node:module";
import { join } from "node:path";
import { installWords } from "../../http/installWords";
import { userError } from "../program/userError";
import type { ProviderFolder } from "./providerFolder";

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

/** The modules that the provider process loads, and the packages that contain them. */
const loadedModules = [
  [HANDLERS, "pulumi-cloud-images"],
  ["@pulumi/pulumi/cmd/dynamic-provider", "@pulumi/pulumi"],
] as const;

/**
 * Throws when the provider process could not load its modules from the folder in which it will start. Users should learn that
 * before anything is registered, not from a "Cannot find module" of a later `destroy`.
 */
export function assertResolvable({ folder, inline }: ProviderFolder): void {
  const { resolve } = createRequire(join(folder, "program.js"));
  for (const [module, packageName] of loadedModules) {
    try {
      resolve(module);
    } catch {
      throw userError(inline ? messageOfInline(packageName, folder) : messageOfProject(packageName, folder));
    }
  }
}

function messageOfProject(packageName: string, folder: string): string {
  return `${packageName} cannot be loaded from the project's folder, ${folder}. Install it there as a direct dependency: ${installWords(folder, packageName)}`;
}

function messageOfInline(packageName: string, folder: string): string {
  return (
    `${packageName} cannot be loaded from ${folder}, where Pulumi starts the provider of this inline program. Give the ` +
    `workspace a \`workDir\` in which it is installed (${installWords(folder, packageName)}), or name such a folder in its project ` +
    "settings: `main: process.cwd()`."
  );
}
