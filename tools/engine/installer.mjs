// Runs the vendor's installer through the Automation API. It has no time limit and cannot be stopped, so it runs in a
// process of its own: this file, started with the folder and the version.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { run } from "../run.mjs";
import { version } from "./version.mjs";

const self = fileURLToPath(import.meta.url);

/** Installs into folder/bin; { reason } if it could not. */
export async function runInstaller(folder) {
  const what = `Asking the vendor's installer for Pulumi ${version}`;
  const { code, output } = await run(what, process.execPath, [self, folder], {
    limitSeconds: 180,
    doing: "downloading",
  });
  return code === 0
    ? {}
    : { reason: `the vendor's download cannot be reached (${output.trim().split("\n").at(-1)})` };
}

if (process.argv[1] === self) {
  const require = createRequire(self);
  const { PulumiCommand } = require("@pulumi/pulumi/automation");
  const { SemVer } = require("semver");
  // It first searches the folder for an engine, and never the PATH.
  PulumiCommand.install({ root: process.argv[2], version: new SemVer(version) }).catch((error) => {
    console.error(String(error.message).trim().split("\n")[0] || error.code || "no reason given");
    process.exitCode = 1;
  });
}
