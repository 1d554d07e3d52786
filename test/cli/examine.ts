import { symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../../provider/cli/doctor/check";
import { nodeModules, type Shell } from "./shell";
import { stateOf } from "./state";

/** Runs `doctor --json`, and returns its checks by name. */
export async function examine(shell: Shell, args = "", around: Parameters<Shell["run"]>[1] = {}) {
  const { code, out } = await shell.run(`doctor --json ${args}`, around);
  const report = JSON.parse(out);
  const checks = new Map<string, Check>(report.checks.map((check: Check) => [check.name, check]));
  return { code, report, checks, verdict: (name: string) => checks.get(name)?.verdict };
}

/** Installs the package into a project with a stack, as `npm install` would. */
export function installIn(shell: Shell): void {
  symlinkSync(nodeModules, join(shell.folder, "node_modules"));
  shell.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  Object.assign(shell.pulumi, { config: "{}", "stack export": stateOf([]) });
}

/** clouds.yaml with the entry `otc` changed. */
export function changeEntry(
  shell: Shell,
  auth: Record<string, string>,
  rest: Record<string, unknown> = {},
): void {
  const { otc } = shell.cloud.credentials;
  shell.write(
    "clouds.yaml",
    JSON.stringify({ clouds: { otc: { ...otc, ...rest, auth: { ...otc.auth, ...auth } } } }),
  );
}
