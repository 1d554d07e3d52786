import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "cloud-images-hosts-"));
  mkdirSync(path.join(folder, "path"));
  addCommand("pulumi", `console.log("v3.300.0")`);
  for (const host of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) addCommand(host, "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a command that runs this JavaScript on the PATH, which is otherwise empty. */
function addCommand(name: string, script: string) {
  writeFileSync(path.join(folder, "path", name), `#!${process.execPath}\n${script}\n`, { mode: 0o755 });
}

/** A Go that builds empty commands, and has fetched the sources of Pulumi's SDK. */
function addGo() {
  const sources = path.join(folder, "sources");
  mkdirSync(path.join(sources, "python/cmd"), { recursive: true });
  writeFileSync(path.join(sources, "python/cmd/pulumi-language-python-exec"), "");
  addCommand(
    "go",
    `const [command, ...args] = process.argv.slice(2);
if (command === "env") console.log(args[0] === "GOVERSION" ? "go1.99.0" : "auto");
else if (command === "list") console.log(${JSON.stringify(sources)});
else require("node:fs").writeFileSync(args[args.indexOf("-o") + 1], "", { mode: 0o755 });`,
  );
}

/** A Python of this version, whose virtual environments have a pip that runs this JavaScript. */
const addPython = (version: string, pip = "") =>
  addCommand(
    "python3",
    `const { mkdirSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
if (args[0] === "-c") console.log(${JSON.stringify(version)});
else {
  mkdirSync(args[2] + "/bin", { recursive: true });
  const pip = ${JSON.stringify(`#!${process.execPath}\n${pip}\n`)};
  writeFileSync(args[2] + "/bin/python", pip, { mode: 0o755 });
}`,
  );

function ensure(name: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/engine/main.mjs", name], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: path.join(folder, "path"), HOME: folder, XDG_CACHE_HOME: path.join(folder, "cache") },
  });
  return { code: status, out: stdout.split("\n").slice(1).join("\n"), err: stderr };
}

/** What the cache holds beside lock files, of which none is held. */
const cached = () => readdirSync(path.join(folder, "cache/pulumi-cloud-images"));

test.each([
  ["yaml", "Programs in YAML", ["pulumi-language-yaml"]],
  ["python", "Programs in Python", ["pulumi-language-python", "pulumi-language-python-exec"]],
  [
    "generators",
    "Generated SDKs and the code of imports",
    ["pulumi-language-go", "pulumi-language-nodejs", "pulumi-language-python"],
  ],
])("the host %s is built once; without Go it is said what is not tested", (name, untested, commands) => {
  const without = ensure(name);
  expect(without).toMatchObject({ code: 1, out: "" });
  expect(without.err).toBe(`\n${untested} are not tested: no Go on PATH\n`);
  expect(cached()).toEqual([]);

  addGo();
  const built = ensure(name);
  expect(built).toMatchObject({ code: 0, out: expect.stringContaining(`${name} from Go modules in `) });
  expect(built.err).toMatch(/^Building .* from Go modules: once.* \(at most \d+ min\)\n$/);
  const home = / in (.+)$/m.exec(built.out)?.[1] ?? "";
  expect(readdirSync(home)).toEqual(expect.arrayContaining(commands));

  expect(ensure(name)).toEqual({ code: 0, out: `${name} from cache in ${home}\n`, err: "" });
  expect(cached()).toEqual([path.basename(home)]);
});

test("an engine that brings a host along is asked for no other", () => {
  addCommand("pulumi-language-yaml", "");
  expect(ensure("yaml")).toEqual({
    code: 0,
    out: `yaml from engine in ${path.join(folder, "path")}\n`,
    err: "",
  });
});

test("a build that fails, as without a module proxy, is told with Go's last words, and leaves nothing", () => {
  addCommand(
    "go",
    `if (process.argv[2] === "env") console.log("go1.99.0"); else { console.error("no proxy"); process.exit(1); }`,
  );
  expect(ensure("yaml").err).toContain("Programs in YAML are not tested: the Go build failed:\nno proxy\n");
  expect(cached()).toEqual([]);
});

test("Python with Pulumi's SDK is made once; one whose packages were not all installed is made again", () => {
  expect(ensure("pythonSdk").err).toContain("Programs in Python are not tested: no python3 on PATH\n");
  addPython("3.9.21");
  expect(ensure("pythonSdk").err).toContain(": Python 3.9.21 is too old (needed: 3.10)\n");
  addPython("3.12.1", `console.log("no package index"); process.exit(1);`);
  expect(ensure("pythonSdk").err).toContain(": pip could not install Pulumi's SDK: no package index\n");

  addPython("3.12.1");
  const made = ensure("pythonSdk");
  expect(made).toMatchObject({ code: 0, out: expect.stringContaining("pythonSdk from PyPI in ") });
  const bin = / in (.+)$/m.exec(made.out)?.[1] ?? "";
  expect(existsSync(path.join(bin, "python"))).toBe(true);
  expect(ensure("pythonSdk")).toEqual({ code: 0, out: `pythonSdk from cache in ${bin}\n`, err: "" });
});

test("in CI each host that cannot be had is a failure with its reason", () => {
  const script = `import { missing } from ${JSON.stringify(path.join(root, "tools/test/languages.mjs"))};
    console.log(JSON.stringify(missing({ yaml: { reason: "no Go on PATH" }, python: { path: "/somewhere" } })));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  expect(JSON.parse(stdout)).toEqual([
    { label: "languages: yaml", passed: 0, failed: 1, skipped: [], note: "no Go on PATH" },
  ]);
});
