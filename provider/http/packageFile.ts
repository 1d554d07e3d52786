import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The package.json of the package that this file belongs to; compiled files are one folder deeper. */
export function ownPackage(): PackageFile {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return readPackage(join(folder, "package.json"));
}

export function readPackage(path: string): PackageFile {
  return JSON.parse(readFileSync(path, "utf8")) as PackageFile;
}
