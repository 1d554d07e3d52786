// The checks of the sources besides the tests (npm run lint). .ci/run counts each as one test.
import path from "node:path";
import { root } from "./folders.mjs";
import { run } from "./run.mjs";

const checks = [
  { name: "biome check", script: "@biomejs/biome/bin/biome", args: ["check"] },
  { name: "tsc --noEmit", script: "typescript/bin/tsc", args: ["--noEmit", "--pretty", "false"] },
];

/** Runs all of them, even after a failure: [{ name, passed, output }]. */
export async function runChecks() {
  const results = [];
  for (const { name, script, args } of checks) {
    const command = [path.join(root, "node_modules", script), ...args];
    const { code, output } = await run(`Running ${name}`, process.execPath, command, {
      cwd: root,
      limitSeconds: 600, // tests may run at the same time
    });
    results.push({ name, passed: code === 0, output });
  }
  return results;
}
