import { createRequire } from "node:module";
import { join } from "node:path";
import { installWords } from "../../http/installWords";
import { userError } from "../program/userError";
import { HANDLERS } from "./literal";
import type { ProviderFolder } from "./providerFolder";

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
