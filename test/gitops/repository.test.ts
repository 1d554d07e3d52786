import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { policies } from "../../provider/policies";
import { ran, rowsOf } from "./fakeEngine";
import { documentOf, repository, textOf } from "./files";

test("the scripts are plain POSIX shell that stops at the first failure", () => {
  for (const script of readdirSync(repository).filter((file) => file.endsWith(".sh"))) {
    const { status, stderr } = spawnSync("sh", ["-n", script], { cwd: repository, encoding: "utf8" });
    expect(`${script}: ${status} ${stderr}`).toBe(`${script}: 0 `);
    expect(textOf(script)).toMatch(/^#!\/bin\/sh\n# [\s\S]*^set -eu$/m);
  }
});

test("preview and deployment run the same policies: what a rule adds stands in the plan", () => {
  const policiesOf = (script: string) =>
    /--policy-pack .+ --policy-pack-config \S+/.exec(textOf(script))?.[0];
  expect(policiesOf("preview.sh")).toBeDefined();
  expect(policiesOf("deploy.sh")).toBe(policiesOf("preview.sh"));
});

test("every policy that is configured is one of the pack", () => {
  const known = policies.map(({ name }) => name);
  for (const name of Object.keys(JSON.parse(textOf("policies.json")))) expect(known).toContain(name);
});

test("every engine that a pipeline installs is the one that our tests run", () => {
  const files = [
    ".github/workflows/images.yml",
    ".gitlab-ci.yml",
    "operator/stack.yaml",
    "operator/Dockerfile",
  ];
  const versions = [...files, "README.md"].flatMap((file) =>
    [...textOf(file).matchAll(/(?:pulumi-version: |pulumi(?:-nodejs)?:)(\d[\d.]*)/g)].map(
      ([, version]) => version,
    ),
  );
  expect(versions.length).toBeGreaterThanOrEqual(7);
  const tested = readFileSync(path.resolve(__dirname, "../../tools/engine/go/go.mod"), "utf8");
  expect([...new Set(versions)]).toEqual([/pulumi\/pkg\/v3 v(\S+)/.exec(tested)?.[1]]);
});

test("the README links only to files that there are", () => {
  const links = [...textOf("README.md").matchAll(/\]\(([^)#]+)/g)].map(([, file]) => file ?? "");
  for (const file of links.filter((link) => !link.startsWith("https:")))
    expect([file, existsSync(path.join(repository, file))]).toEqual([file, true]);
});

test("what the program requires is declared in Pulumi.yaml", () => {
  const project = documentOf("Pulumi.yaml");
  const required = [...textOf("index.ts").matchAll(/config\.require\("(\w+)"\)/g)].map(([, key]) => key);
  expect(Object.keys(project.config)).toEqual(["cloudimages:preflight", ...required]);
  expect(project.config["cloudimages:preflight"]).toBe("error");
});

test("the program in YAML is the same: its name, its configuration, its image", () => {
  const [ours, yaml] = [documentOf("Pulumi.yaml"), documentOf("yaml/Pulumi.yaml")];
  expect(yaml).toMatchObject({ name: ours.name, description: ours.description, runtime: "yaml" });
  expect(Object.keys(yaml.config)).toEqual(Object.keys(ours.config));
  expect(yaml.config.description.default).toBe(ours.config.description.default);
  const [, args = ""] =
    /new VolumeImage\(\s*"golden",\s*\{([\s\S]*?)\n {2}\},/.exec(textOf("index.ts")) ?? [];
  const names = [...args.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name);
  expect(Object.keys(yaml.resources.golden.properties)).toEqual(names);
});

test("what holds credentials, secrets or a state is not committed by mistake", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "ignored-"));
  try {
    spawnSync("git", ["init", "--quiet"], { cwd: folder });
    copyFileSync(path.join(repository, ".gitignore"), path.join(folder, ".gitignore"));
    const written = [...textOf("preview.sh").matchAll(/[\w]+\.(?:json|txt|md)\b/g)].map(([file]) => file);
    const secret = ["clouds.yaml", "secure.yaml", "key.pem", ".env", ".pulumi/stacks/a.json", "plan.json"];
    const ignored = (file: string) =>
      spawnSync("git", ["check-ignore", "-q", file], { cwd: folder }).status === 0;
    for (const file of [...secret, ...written.filter((file) => file !== "policies.json")])
      expect([file, ignored(file)]).toEqual([file, true]);
    for (const file of [
      "Pulumi.yaml",
      "Pulumi.production.yaml",
      "package-lock.json",
      "policies.json",
      "index.ts",
    ])
      expect([file, ignored(file)]).toEqual([file, false]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the README shows the summary of the recorded run as the program makes it", () => {
  const recorded = (file: string) => readFileSync(path.join(__dirname, "recorded", file), "utf8");
  const events = recorded("events.jsonl").trimEnd().split("\n");
  const { summary } = ran({ events, text: recorded("preview.txt") });
  expect(rowsOf(summary)).toHaveLength(4);
  expect(textOf("README.md")).toContain(`<!-- summary -->\n\n${summary.trim()}\n\n<!-- end -->`); // npm run docs
});
