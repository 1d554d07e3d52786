import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CommandContext } from "../../../provider/cli/commandContext";
import { ownPackage } from "../../../provider/http/packageFile";
import { canary } from "../../lifecycle/harness/canary";
import { examine as examineWith, installIn } from "../examine";
import { openShell, type Shell } from "../shell";
import { stateOf } from "../state";

const { version } = ownPackage();

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  shell.write("Pulumi.yaml", "name: shop\nruntime: yaml\n");
  shell.write("Pulumi.dev.yaml", "encryptionsalt: v1:salt\n");
  Object.assign(shell.pulumi, {
    config: "{}",
    "stack export": stateOf([]),
    "stack --show-name": "acme/shop/dev\n",
    "plugin ls --json": installed(version),
  });
});

const examine = (args = "", around: Partial<CommandContext> = {}) => examineWith(shell, args, around);
/** As `pulumi plugin ls --json` answers, with plugins of others too. */
const installed = (...versions: string[]) =>
  JSON.stringify([
    { name: "cloudimages", kind: "analyzer", version: "9.9.9", size: 1 },
    { name: "random", kind: "resource", version: "4.0.0", size: 1, installTime: "1 hour ago" },
    ...versions.map((one) => ({ name: "cloudimages", kind: "resource", version: one, size: 1 })),
  ]);
const plugin = "pulumi-resource-cloudimages";

test.each(["yaml", "python", "go", "dotnet", "java", "{ name: python, options: { virtualenv: venv } }"])(
  "in a project of the runtime %s all is well with the plugin, and nothing is asked of npm",
  async (runtime) => {
    shell.write("Pulumi.yaml", `name: shop\nruntime: ${runtime}\n`);
    const { code, checks, verdict } = await examine();
    expect(["Node.js", "plugin", "owner", "stack configuration"].map(verdict)).toEqual(Array(4).fill("ok"));
    expect([...checks.keys()]).not.toEqual(expect.arrayContaining(["package"]));
    expect(checks.get("plugin")?.found).toBe(`version ${version} is installed`);
    expect(checks.get("Node.js")?.found).toContain("version 22.12.0 on the PATH, which runs the plugin");
    expect(code).toBe(0);
  },
);

test("a plugin that is nowhere has failed, with the command that installs it; of another version it is warned of", async () => {
  shell.pulumi["plugin ls --json"] = installed();
  const missing = await examine("", { env: { OS_CLOUD: "otc", PATH: shell.folder } });
  expect(missing.code).toBe(1);
  expect(missing.checks.get("plugin")).toMatchObject({
    verdict: "failed",
    whatToDo: expect.stringContaining(
      `pulumi plugin install resource cloudimages v${version} --file ${plugin}-v`,
    ),
  });
  shell.pulumi["plugin ls --json"] = installed("0.0.1");
  const { code, checks } = await examine();
  expect([code, checks.get("plugin")?.verdict]).toEqual([0, "warning"]);
  expect(checks.get("plugin")?.found).toBe(`version 0.0.1 is installed; this command is version ${version}`);
});

test.each([
  ["there is no Pulumi", async () => undefined, "no `pulumi` on the PATH"],
  ["Pulumi fails", async () => ({ ok: false, stdout: "", stderr: "error: boom" }), "boom"],
  ["Pulumi answers something else", async () => ({ ok: true, stdout: "{}", stderr: "" }), "not the JSON"],
])("where %s, that is what has failed", async (_what, pulumi, says) => {
  const { checks } = await examine("", { pulumi });
  expect(checks.get("plugin")).toMatchObject({ verdict: "failed", found: expect.stringContaining(says) });
});

test("a plugin on the PATH comes before what is installed, unless the engine is told not to look there", async () => {
  const name = process.platform === "win32" ? `${plugin}.cmd` : plugin;
  shell.write(`tools/${name}`, "");
  chmodSync(join(shell.folder, "tools", name), 0o755);
  const env = { OS_CLOUD: "otc", PATH: ["", "/nowhere", join(shell.folder, "tools")].join(":") };
  const onPath = await examine("", { env });
  expect(onPath.checks.get("plugin")).toMatchObject({
    verdict: "ok",
    found: expect.stringContaining(`${join("tools", name)}, on the PATH`),
  });
  const ignored = await examine("", { env: { ...env, PULUMI_IGNORE_AMBIENT_PLUGINS: "true" } });
  expect(ignored.checks.get("plugin")?.found).toContain("is installed");
});

test.each([
  ["packages: { cloudimages: ./built }"],
  ["packages: { cloudimages: { source: ./built } }"],
  ["plugins: { providers: [{ name: other, path: x }, { name: cloudimages, path: built }] }"],
])("a plugin that Pulumi.yaml names by its place is looked for there: %s", async (entry) => {
  shell.write("Pulumi.yaml", `name: shop\nruntime: yaml\n${entry}\n`);
  const place = join(shell.folder, "built");
  const missing = await examine();
  expect([missing.code, missing.checks.get("plugin")?.found]).toEqual([
    1,
    `Pulumi.yaml names ${place}, where there is no plugin`,
  ]);
  shell.write("built/PulumiPlugin.yaml", "runtime: nodejs\n");
  expect((await examine()).checks.get("plugin")).toMatchObject({
    verdict: "ok",
    found: `${place}, as Pulumi.yaml says`,
  });
});

test("a package of an address or a version is no place in the project", async () => {
  shell.write("Pulumi.yaml", "name: shop\nruntime: yaml\npackages: { cloudimages: cloudimages@0.1.0 }\n");
  expect((await examine()).checks.get("plugin")?.found).toContain("is installed");
});

test.each([
  ["v18.20.0\n", "failed", "too old"],
  ["v20.18.1\n", "ok", "20.18.1"],
  ["v24.1.0\n", "ok", "24.1.0"],
  ["", "failed", "does not tell its version"],
])("the Node.js of the PATH, which answers %j, is %s", async (stdout, verdict, says) => {
  const node = async () => ({ ok: true, stdout, stderr: "" });
  const { checks } = await examine("", { node, nodeVersion: "22.12.0" });
  expect(checks.get("Node.js")).toMatchObject({ verdict, found: expect.stringContaining(says) });
});

test("without Node.js on the PATH the plugin cannot run", async () => {
  const { code, checks } = await examine("", { node: async () => undefined });
  expect([code, checks.get("Node.js")?.verdict]).toEqual([1, "failed"]);
});

test("a stack whose file has no salt needs an owner by name, because the plugin is not told the organization", async () => {
  shell.write("Pulumi.dev.yaml", "config: {}\n");
  const { code, checks } = await examine();
  expect(code).toBe(1);
  expect(checks.get("owner")).toMatchObject({
    verdict: "failed",
    whatToDo: "pulumi config set cloudimages:owner acme/shop/dev",
  });
  shell.pulumi.config = JSON.stringify({ "cloudimages:owner": { value: "team-a", secret: false } });
  expect((await examine()).checks.get("owner")?.verdict).toBe("ok");
});

test("misspelt keys have failed; a credential in plain text is warned of, because the plugin cannot refuse it", async () => {
  shell.pulumi.config = JSON.stringify({ "cloudimages:preflght": { value: "error", secret: false } });
  const misspelt = await examine();
  expect(misspelt.checks.get("stack configuration")).toMatchObject({
    verdict: "failed",
    found: "there is no cloudimages:preflght: did you mean cloudimages:preflight?: the plugin refuses to run",
  });
  shell.pulumi.config = JSON.stringify({ "cloudimages:token": { value: canary, secret: false } });
  const { checks } = await examine();
  expect(checks.get("stack configuration")).toMatchObject({
    verdict: "warning",
    whatToDo: expect.stringContaining("pulumi config set --secret cloudimages:token"),
  });
});

test("a TypeScript program with the generated SDK alone needs the plugin", () => {
  shell.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  const form = () => {
    // In a process of its own: jest finds this package from every folder.
    const script = "process.stdout.write(require(process.argv[1]).programForm(process.argv[2]))";
    const compiled = resolve("provider/bin/cli/projectFile.js");
    return execFileSync(process.execPath, ["-e", script, compiled, shell.folder], { encoding: "utf8" });
  };
  expect(form()).toBe("dynamic"); // nothing is installed yet
  shell.write("node_modules/pulumi-cloud-images-native/index.js", "");
  expect(form()).toBe("native");
  const exported = { name: "pulumi-cloud-images", exports: { "./dynamic": "./dynamic.js" } };
  shell.write("node_modules/pulumi-cloud-images/package.json", JSON.stringify(exported));
  shell.write("node_modules/pulumi-cloud-images/dynamic.js", "");
  expect(form()).toBe("dynamic");
});

test("a project of this package is examined as before", async () => {
  installIn(shell);
  const { checks } = await examine();
  expect([...checks.keys()]).not.toEqual(expect.arrayContaining(["plugin"]));
  expect(checks.get("package")?.verdict).toBe("ok");
});
