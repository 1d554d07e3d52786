import { symlinkSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../../../provider/cli/commandContext";
import { nodeCheck } from "../../../provider/cli/doctor/program/packageChecks";
import { examine as examineWith } from "../examine";
import { nodeModules, openShell, type Shell } from "../shell";

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});

const examine = (args = "", around: Partial<CommandContext> = {}) => examineWith(shell, args, around);

test.each([
  ["18.20.0", "failed"],
  ["20.18.0", "failed"],
  ["20.18.1", "warning"],
  ["22.0.0", "ok"],
  ["24.1.0", "ok"],
])("Node.js %s is %s", (version, verdict) => {
  expect(nodeCheck(version).verdict).toBe(verdict);
});

test("a second copy of Pulumi's SDK has failed, with where both are", async () => {
  shell.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  shell.write(
    "node_modules/@pulumi/pulumi/package.json",
    JSON.stringify({ name: "@pulumi/pulumi", version: "3.1.0" }),
  );
  symlinkSync(
    join(nodeModules, "pulumi-cloud-images"),
    join(shell.folder, "node_modules/pulumi-cloud-images"),
  );
  const { checks } = await examine();
  expect(checks.get("Pulumi SDK")).toMatchObject({
    verdict: "failed",
    found: expect.stringMatching(/two copies: the program has 3\.1\.0 at .*cli-.*, this package 3\.\d+/),
  });
});
