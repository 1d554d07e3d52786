import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const hosts = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
const suitable = "3.254.0 or newer of major 3, with its Node.js language host";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "cloud-images-tools-"));
  mkdirSync(path.join(folder, "path"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a command that runs this JavaScript on the PATH, which is otherwise empty: no curl, no shell, no Go. */
function addCommand(name: string, script: string) {
  writeFileSync(path.join(folder, "path", name), `#!${process.execPath}\n${script}\n`, { mode: 0o755 });
}

const addPulumi = (version: string) => addCommand("pulumi", `console.log("v${version}")`);
const addHosts = () => {
  for (const host of hosts) addCommand(host, "");
};

/** A fake Go, whose build is an engine of the given version. */
const addGo = () =>
  addCommand(
    "go",
    `const [command, ...args] = process.argv.slice(2);
if (command === "env") console.log(args[0] === "GOVERSION" ? "go1.99.0" : "auto");
else {
  const version = /version\\.Version=(\\S+)/.exec(args.join(" "))[1];
  const script = "#!" + process.execPath + "\\nconsole.log(" + JSON.stringify(version) + ")\\n";
  require("node:fs").writeFileSync(args[args.indexOf("-o") + 1], script, { mode: 0o755 });
}`,
  );

function ensureEngine() {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/engine/main.mjs"], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: path.join(folder, "path"), HOME: folder, XDG_CACHE_HOME: path.join(folder, "cache") },
  });
  return { code: status, out: stdout, err: stderr };
}

const cached = () => readdirSync(path.join(folder, "cache/pulumi-cloud-images"));

test("a machine without anything is told what to install, and nothing is left in the cache", () => {
  const { code, out, err } = ensureEngine();
  expect([code, out]).toEqual([1, ""]);
  expect(err).toMatch(/There is no Pulumi engine, and none could be had:\n {2}- no pulumi on PATH\n/);
  expect(err).toMatch(/\n {2}- the vendor's download cannot be reached \(.+\)\n {2}- no Go on PATH\nDo one/);
  expect(err).toContain(`install Pulumi ${suitable}`);
  expect(err).not.toMatch(/^ +at /m);
  expect(cached()).toEqual([]);
});

test.each([
  ["3.253.9", `pulumi 3.253.9 in FOLDER does not suit (needed: ${suitable})`],
  ["4.0.0", `pulumi 4.0.0 in FOLDER does not suit (needed: ${suitable})`],
  ["unknown", `the pulumi in FOLDER does not tell its version (needed: ${suitable})`],
  ["3.254.0", "pulumi 3.254.0 in FOLDER has no pulumi-language-nodejs beside it or on PATH"],
])("a pulumi on PATH that does not suit (%s) is named with what would", (version, reason) => {
  addPulumi(version);
  const { code, err } = ensureEngine();
  expect(code).toBe(1);
  expect(err).toContain(`  - ${reason.replace("FOLDER", path.join(folder, "path"))}\n`);
});

test("the order is PATH, the cache, the vendor's installer, Go modules; what was built is kept", () => {
  addPulumi("3.100.0");
  addGo();
  const built = ensureEngine();
  expect(built).toMatchObject({ code: 0, out: expect.stringMatching(/^pulumi \S+ from Go modules in /) });
  expect(built.err).toMatch(
    /No engine yet: pulumi 3\.100\.0 .*Asking the vendor's installer.*from Go modules/s,
  );
  const kept = cached();
  expect(kept).toEqual([expect.stringMatching(/^pulumi-3\.\d+\.\d+-/)]);

  const again = ensureEngine();
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining(" from cache in "), err: "" });
  expect(cached()).toEqual(kept);

  addPulumi("3.300.0");
  addHosts();
  expect(ensureEngine()).toEqual({
    code: 0,
    out: `pulumi 3.300.0 from PATH in ${path.join(folder, "path")}\n`,
    err: "",
  });
});

test("a Go build that fails is told with its last words, and leaves nothing", () => {
  addCommand(
    "go",
    `if (process.argv[2] === "env") console.log("go1.99.0"); else { console.error("no proxy"); process.exit(1); }`,
  );
  const { code, err } = ensureEngine();
  expect(code).toBe(1);
  expect(err).toContain("  - the Go build failed:\nno proxy\n");
  expect(cached()).toEqual([]);
});
