import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The package managers by their lock files; npm where there is none. */
const managers = [
  ["pnpm-lock.yaml", "pnpm add"],
  ["yarn.lock", "yarn add"],
  ["bun.lock", "bun add"],
  ["bun.lockb", "bun add"],
] as const;

/** What people type to have a package in a project, in the words of its package manager: one that package.json names is only not there yet. */
export function installWords(folder: string, packageName: string): string {
  const add = lockedBy(folder) ?? "npm install";
  if (!isDeclared(folder, packageName)) return `${add} ${packageName}`;
  return `${add.split(" ")[0]} install`;
}

function lockedBy(folder: string): string | undefined {
  const found = managers.find(([file]) => existsSync(join(folder, file)))?.[1];
  if (found !== undefined || existsSync(join(folder, "package-lock.json"))) return found;
  const above = dirname(folder);
  return above === folder ? undefined : lockedBy(above);
}

function isDeclared(folder: string, packageName: string): boolean {
  try {
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return Object.hasOwn(dependencies, packageName);
  } catch {
    return false;
  }
}
