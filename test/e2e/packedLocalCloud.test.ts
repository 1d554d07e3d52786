import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { testInWhole } from "../whole";

const root = path.resolve(__dirname, "../..");
const name = "pulumi-cloud-images-local-cloud";

const folder = mkdtempSync(path.join(tmpdir(), "local-cloud-packed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

/** As on somebody else's machine: an empty home, and nothing of the `npm test` that started us. */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^(npm_(package|lifecycle|config_local)|INIT_CWD)/.test(key),
    ),
  ),
  HOME: path.join(folder, "home"),
};
const project = path.join(folder, "project");
for (const empty of [env.HOME, project]) mkdirSync(empty);

/** What `npm publish` would send; the code was compiled before the tests. */
function pack(): { file: string; contents: readonly string[] } {
  execFileSync(process.execPath, [path.join(root, "tools/packLicense.mjs")]);
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const options = { cwd: path.join(root, "local-cloud"), env, encoding: "utf8" as const };
  const [packed] = JSON.parse(execFileSync("npm", args, { ...options, stdio: ["ignore", "pipe", "ignore"] }));
  const files: { path: string }[] = packed.files;
  return { file: path.join(folder, packed.filename), contents: files.map((one) => one.path) };
}

testInWhole("the package of the local cloud has its page, its licence and its code, and no tests", () => {
  const { contents } = pack();
  for (const file of [
    "README.md",
    "LICENSE",
    "package.json",
    "bin/main.js",
    "bin/index.js",
    "bin/index.d.ts",
  ])
    expect(contents).toContain(file);
  expect(contents.filter((file) => /(^|\/)(testing|test-)|\.test\.|(?<!\.d)\.ts$/.test(file))).toEqual([]);
  const page = readFileSync(path.join(root, "local-cloud/README.md"), "utf8");
  const links = [...page.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link]) => link ?? "");
  expect(links.filter((link) => !/^https?:/.test(link) && !contents.includes(link))).toEqual([]);
});

testInWhole(
  "installed with npm into an empty folder, its command answers until its standard input closes",
  async () => {
    execFileSync("npm", ["install", "--no-audit", "--no-fund", pack().file], {
      cwd: project,
      env,
      stdio: "pipe",
    });
    const command = spawn(
      "npx",
      [name, "--port", "0", "--clouds-yaml", "local.yaml", "--until-stdin-closes"],
      { cwd: project, env },
    );
    const ended = once(command, "close");
    const [line] = await once(createInterface({ input: command.stdout }), "line");
    const { endpoints } = JSON.parse(line);
    expect(existsSync(path.join(project, "local.yaml"))).toBe(true);

    const { status } = await fetch(`${endpoints.keystone}/v3`);
    expect(status).toBe(200);

    command.stdin.end(); // npx passes no SIGTERM on
    expect(await ended).toEqual([0, null]);
    await expect(fetch(`${endpoints.keystone}/v3`)).rejects.toThrow();
    expect(existsSync(path.join(project, "local.yaml"))).toBe(false);
  },
  120_000,
);
