import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { testInWhole, whole } from "../whole";
import type { Stack } from "./engine";
import { npmEnvironment as env, npm, packProvider } from "./packedProvider";
import { reportsIn } from "./policyReports";
import { openStory } from "./story";

const root = path.resolve(__dirname, "../..");
const provider = path.join(root, "provider");
const { devDependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const page = readFileSync(path.join(provider, "README.md"), "utf8");
const needed = ["@pulumi/pulumi", "typescript"].map((name) => `${name}@${devDependencies[name]}`);

/** Two installs of everything that Pulumi brings. */
const longestSeconds = 600;

const folder = mkdtempSync(path.join(tmpdir(), "cloud-images-packed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const pnpm = ["exec", "--yes", "--package=pnpm@10", "--", "pnpm"];

function whyNoPnpm(): string | undefined {
  try {
    execFileSync("npm", [...pnpm, "--version"], { cwd: folder, env, stdio: "ignore", timeout: 120_000 });
    return undefined;
  } catch {
    return "npm has none";
  }
}

/** The compilers of today, and what they resolve packages by. */
const nodenext = { module: "nodenext", moduleResolution: "nodenext" };
const node16 = { module: "node16", moduleResolution: "node16" };
const bundler = { module: "esnext", moduleResolution: "bundler" };
const node10 = { module: "commonjs", moduleResolution: "node10" };
const compilers = {
  "5.9": [nodenext, node16, bundler, node10],
  "6": [nodenext, bundler, { ...node10, ignoreDeprecations: "6.0" }],
  "7": [nodenext, bundler], // it knows no other
};

/** Without skipLibCheck. The declarations of @pulumi/policy 1.21 are wrong by themselves: they name what was stripped. */
async function expectCompiled(project: string): Promise<void> {
  const aliases = Object.keys(compilers).map((version) => `typescript-${version}@npm:typescript@${version}`);
  await npm(["install", "--no-save", "--no-audit", "--no-fund", ...aliases], project);
  copyFileSync(path.join(__dirname, "consumer.ts"), path.join(project, "consumer.ts"));
  const config = path.join(project, "consumer.json");
  for (const [version, resolvers] of Object.entries(compilers)) {
    const tsc = path.join(project, `node_modules/typescript-${version}/bin/tsc`);
    for (const resolver of resolvers) {
      const compilerOptions = { noEmit: true, strict: true, target: "es2022", types: ["node"], ...resolver };
      writeFileSync(config, JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
      const { stdout } = spawnSync(process.execPath, [tsc, "-p", config], { cwd: project, encoding: "utf8" });
      const wrong = stdout.split("\n").filter((line) => !line.startsWith("node_modules/@pulumi/policy/"));
      expect([version, resolver, wrong.join("\n").trim()]).toEqual([version, resolver, ""]);
      expect(stdout).toContain("node_modules/@pulumi/policy/"); // it has looked
    }
  }
}

/** The program of the npm page in a project that has nothing but what `install` puts there. */
async function runFrom(install: readonly string[]): Promise<Stack> {
  const program = mkdtempSync(path.join(folder, "program-"));
  const [, source = ""] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  writeFileSync(path.join(program, "index.ts"), source);
  const compilerOptions = { target: "es2022", module: "nodenext", strict: true, skipLibCheck: true };
  writeFileSync(path.join(program, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  const { stack, cloud } = await openStory({ program });
  rmSync(path.join(stack.project, "node_modules")); // a link to ours
  await npm(install, stack.project);

  await stack.up();

  const [image] = cloud.images();
  expect(image).toMatchObject({ name: "golden", status: "active" });
  expect(await stack.outputs()).toMatchObject({ imageId: image?.id });
  await expectJudged(stack);
  await stack.refresh();
  await stack.destroy();
  expect(cloud.images()).toEqual([]);
  return stack;
}

/** The policy pack, from the folder that the README and the page name. */
async function expectJudged(stack: Stack): Promise<void> {
  const file = path.join(stack.project, "policies.json");
  const preview = (config: object) => {
    writeFileSync(file, JSON.stringify(config));
    const args = [
      "--policy-pack",
      "node_modules/pulumi-cloud-images/policy-pack",
      "--policy-pack-config",
      file,
    ];
    return stack.run(["preview"], { args, mayFail: true });
  };
  const compliant = await preview({ "require-tags": { keys: ["team"] } });
  expect([compliant.code, reportsIn(compliant.text)]).toEqual([0, []]);
  expect(compliant.text).toContain("pulumi-cloud-images@"); // it was asked
  const broken = await preview({ "require-tags": { keys: ["team", "cost"] } });
  expect(broken.code).not.toBe(0);
  expect(reportsIn(broken.text)).toEqual(["mandatory require-tags golden: tags.cost is missing"]);
}

testInWhole(
  "the package has its page, its documentation, its policy pack, its code and the plugin, and nothing of its making",
  () => {
    const { contents } = packProvider(folder);
    for (const file of [
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "package.json",
      "bin/index.js",
      "bin/index.d.ts",
      "bin/cli/main.js",
      "plugin/start.js",
      "plugin/plugin.js",
      "plugin/pulumi-resource-cloudimages",
      "plugin/pulumi-resource-cloudimages.cmd",
      "plugin/THIRD-PARTY.txt",
    ])
      expect(contents).toContain(file);
    const named = [...page.matchAll(/`(docs\/[\w/-]+\.md)`/g)].map(([, file]) => file ?? "");
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((file) => !contents.includes(file))).toEqual([]);
    expect(
      contents.filter((file) => file.endsWith(".md")).flatMap((file) => deadLinks(file, contents)),
    ).toEqual([]);
    expect(contents).toContain("policy-pack/PulumiPolicy.yaml");
    expect(contents.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);
    expect(contents.filter((file) => file.startsWith("bin/pulumi/native/"))).toEqual([]); // it is in plugin.js
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link ?? "");
    expect(links.filter((link) => !/^(https:|#)/.test(link))).toEqual([]); // npm shows the page without the files beside it
  },
);

/** Links of a page that travels to what does not. */
function deadLinks(file: string, contents: readonly string[]): string[] {
  const links = [...readFileSync(path.join(provider, file), "utf8").matchAll(/\]\(([^)#\s]+)[^)]*\)/g)];
  const targets = links.map(([, link]) => link ?? "").filter((link) => !/^https?:/.test(link));
  return targets
    .filter((link) => !contents.includes(path.posix.join(path.posix.dirname(file), link)))
    .map((link) => `${file}: ${link}`);
}

testInWhole(
  "installed with npm into an empty project, the program of its page runs, and every TypeScript of today takes its types",
  async () => {
    const { project } = await runFrom([
      "install",
      "--no-audit",
      "--no-fund",
      packProvider(folder).file,
      ...needed,
    ]);
    await expectCompiled(project);
  },
  longestSeconds * 1000,
);

const noPnpm = whole ? whyNoPnpm() : undefined;
(noPnpm ? test.skip : testInWhole)(
  `installed with pnpm into an empty project, it runs too${noPnpm ? ` (${noPnpm})` : ""}`,
  async () =>
    void (await runFrom([
      ...pnpm,
      "add",
      "--store-dir",
      path.join(folder, "store"),
      packProvider(folder).file,
      ...needed,
    ])),
  longestSeconds * 1000,
);
