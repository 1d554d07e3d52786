import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Credentials } from "../identity/credentials";

const firstLine = "# Written by pulumi-cloud-images-local-cloud, which removes it when it ends.\n";

/** Removes what an earlier run may have left, so that whoever waits for the file waits for this run's; never a file of anybody else. */
export function clearCloudsYaml(file: string): void {
  if (!existsSync(file)) return;
  if (!readFileSync(file, "utf8").startsWith(firstLine))
    throw new Error(`${file} is there already, and not of the local cloud: name another file`);
  rmSync(file);
}

/** JSON is YAML. It appears whole or not at all. */
export function writeCloudsYaml(file: string, clouds: Credentials): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, textOf(clouds), { mode: 0o600 });
  renameSync(draft, file);
}

/** What stands there by now may be another run's, or somebody's own: then it stays. */
export function removeCloudsYaml(file: string, clouds: Credentials): void {
  if (existsSync(file) && readFileSync(file, "utf8") === textOf(clouds)) rmSync(file);
}

function textOf(clouds: Credentials): string {
  return `${firstLine}${JSON.stringify({ clouds }, null, 2)}\n`;
}
