import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { errorsOfGitHub } from "../gitops/services";

const root = path.resolve(__dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "release-"));
afterAll(() => rmSync(folder, { recursive: true }));

const address = "https://git.example/images";
const whole = {
  version: "1.2.3",
  license: "Apache-2.0",
  repository: address,
  bugs: address,
  homepage: address,
};
const provider = { ...whole, pluginDownloadURL: "github://api.github.com/images/images" };
const changelog =
  "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n\n### Added\n\n- Much.\n\n## [1.2.2] - 2026-11-30\n";

function release(tag: string, { changed = {}, text = changelog } = {}) {
  const manifests = { provider, "local-cloud": whole, ...changed };
  for (const [name, manifest] of Object.entries(manifests)) {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, "package.json"), JSON.stringify(manifest));
  }
  writeFileSync(path.join(folder, "CHANGELOG.md"), text);
  const args = [path.join(root, "tools/release.mjs"), tag, "--folder", folder];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

test("a version with its addresses, its tag and its section of the changelog may be released, with that section as notes", () => {
  expect(release("v1.2.3")).toEqual({ status: 0, stdout: "### Added\n\n- Much.", stderr: "" });
});

describe.each(["provider", "local-cloud"])("of %s", (name) => {
  test.each(["repository", "bugs", "homepage", "license"])(
    "a package without %s is not released",
    (field) => {
      const { status, stderr } = release("v1.2.3", {
        changed: { [name]: { ...provider, [field]: undefined } },
      });
      expect([status, stderr]).toEqual([
        1,
        `This is not released:\n- ${name}/package.json has no "${field}"`,
      ]);
    },
  );

  test("another version than that of the tag is not released", () => {
    const { status, stderr } = release("v1.2.3", { changed: { [name]: { ...provider, version: "1.2.2" } } });
    expect(status).toBe(1);
    expect(stderr).toContain(`the tag is v1.2.3, the version in ${name}/package.json is 1.2.2`);
  });
});

test("a plugin that engines do not know where to fetch is not released", () => {
  expect(release("v1.2.3", { changed: { provider: whole } })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('- provider/package.json has no "pluginDownloadURL"'),
  });
});

test("a tag of another version is not released", () => {
  expect(release("v1.2.4")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("the tag is v1.2.4"),
  });
});

test.each([
  ["without a section", "# Changelog\n\n## [Unreleased]\n\n- Much.\n"],
  ["with an empty one", "## [1.2.3] - 2026-12-01\n\n## [1.2.2] - 2026-11-30\n\n- Other.\n"],
  ["with one without a day", "## [1.2.3] - soon\n\n- Much.\n"],
])("a version %s of the changelog is not released", (_, text) => {
  expect(release("v1.2.3", { text })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("CHANGELOG.md"),
  });
});

test.each(["provider", "local-cloud"])(
  "what is built when %s is packed runs at no install: the registry's package has no clone around it",
  (folder) => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"));
    expect(Object.keys(scripts)).toEqual(["prepack"]);
    expect(scripts.prepack).toContain("tsc -p tsconfig.json");
  },
);

test("GitHub's own schema and parser have nothing against the workflow, which asks before it publishes", () => {
  const workflow = readFileSync(path.join(root, ".github/workflows/release.yml"), "utf8");
  expect(errorsOfGitHub(workflow)).toEqual([]);
  const steps = [
    "node tools/release.mjs",
    "bash .ci/run",
    "npm run -s pack:plugin",
    "npm run -s sdks -- python nodejs go dotnet java",
    "npm publish",
    "gh release create",
  ];
  const places = steps.map((step) => workflow.indexOf(step));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(workflow).toContain("--provenance");
  expect(workflow).toContain("npm pack -w provider -w local-cloud");
});
