import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const provider = JSON.parse(readFileSync(path.join(root, "provider/package.json"), "utf8"));
const folder = mkdtempSync(path.join(tmpdir(), "cloud-images-pack-"));
afterAll(() => rmSync(folder, { recursive: true }));

function pack(name: string, ...args: string[]): string {
  const out = path.join(folder, name);
  execFileSync(process.execPath, [path.join(root, "tools/packPlugin.mjs"), "--out", out, ...args], {
    stdio: "pipe",
  });
  return out;
}

const archiveOf = (out: string, platform: string) =>
  path.join(out, `pulumi-resource-cloudimages-v${provider.version}-${platform}.tar.gz`);

function list(archive: string): string[] {
  const options = { encoding: "utf8", env: { ...process.env, TZ: "UTC", LC_ALL: "C" } } as const;
  return execFileSync("tar", ["--numeric-owner", "-tvzf", archive], options).trim().split("\n");
}

const platforms = [
  "darwin-amd64",
  "darwin-arm64",
  "linux-amd64",
  "linux-arm64",
  "windows-amd64",
  "windows-arm64",
];

test("there is an archive for each platform, with its sum, the same bytes every time, of nobody and of no time", () => {
  const out = pack("first");
  const names = platforms.map((platform) => path.basename(archiveOf(out, platform)));
  expect(readdirSync(out).sort()).toEqual(["SHA256SUMS", ...names]);
  const sums = readFileSync(path.join(out, "SHA256SUMS"), "utf8");
  for (const name of names) {
    const sum = createHash("sha256")
      .update(readFileSync(path.join(out, name)))
      .digest("hex");
    expect(sums).toContain(`${sum}  ${name}\n`);
  }
  expect(readFileSync(path.join(pack("second"), "SHA256SUMS"), "utf8")).toBe(sums);

  const [first, ...rest] = list(archiveOf(out, "linux-amd64"));
  expect(first).toMatch(/^-rw-r--r-- 0\/0 +\d+ 1985-10-26 08:15 LICENSE$/);
  expect(rest.map((line) => line.replace(/ +\d+ 1985-10-26 08:15/, ""))).toEqual([
    "-rw-r--r-- 0/0 THIRD-PARTY.txt",
    "-rw-r--r-- 0/0 package.json",
    "-rw-r--r-- 0/0 plugin.js",
    "-rwxr-xr-x 0/0 pulumi-resource-cloudimages",
    "-rwxr-xr-x 0/0 start.js",
  ]);
  const onWindows = list(archiveOf(out, "windows-amd64"));
  expect(onWindows.at(-2)).toMatch(/ pulumi-resource-cloudimages\.cmd$/);
  expect(onWindows).toHaveLength(6);
});

describe("unpacked", () => {
  const at = (name: string) => path.join(folder, "unpacked", name);
  const read = (name: string) => readFileSync(at(name), "utf8");
  const url = "https://plugins.example/cloudimages";
  beforeAll(() => {
    mkdirSync(at("."));
    const archive = archiveOf(pack("told", "--download-url", url), "linux-amd64");
    execFileSync("tar", ["-xzf", archive, "-C", at(".")]);
  });

  /** Starts the plugin; `first` stands first on PATH, which has only what is given. */
  function start(
    command: string,
    { PATH = `${path.dirname(process.execPath)}:/usr/bin:/bin`, more = {} } = {},
  ) {
    const { status, stdout, stderr } = spawnSync(command, ["--version"], {
      encoding: "utf8",
      env: { PATH, ...more },
    });
    return { status, stdout: stdout.trim(), stderr: stderr.trim() };
  }

  test("it runs by itself, also through links, and says its version", () => {
    const started = { status: 0, stdout: provider.version, stderr: "" };
    expect(start(at("pulumi-resource-cloudimages"))).toEqual(started);
    symlinkSync("unpacked/pulumi-resource-cloudimages", path.join(folder, "link"));
    mkdirSync(path.join(folder, "bin"));
    symlinkSync("../link", path.join(folder, "bin/cloudimages"));
    expect(start(path.join(folder, "bin/cloudimages"))).toEqual(started);
  });

  const whatToDo = "What to do: install Node.js 22 or later, and have it on the PATH where Pulumi runs.";

  test("without Node.js on the PATH it says so", () => {
    const PATH = path.join(folder, "no-programs");
    expect(start(at("pulumi-resource-cloudimages"), { PATH })).toEqual({
      status: 1,
      stdout: "",
      stderr: `pulumi-resource-cloudimages needs Node.js, and there is no node on the PATH.\n${whatToDo}`,
    });
    const onWindows = readFileSync(
      path.join(root, "provider/plugin/pulumi-resource-cloudimages.cmd"),
      "utf8",
    );
    expect(onWindows).toContain(`${whatToDo} 1>&2\r\n`);
    expect(onWindows.replaceAll("\r\n", "")).not.toContain("\n");
  });

  test.each([
    ["12.22.9", false],
    ["20.18.0", false],
    ["20.18.1", true],
    ["22.0.0", true],
  ])("started with Node.js %s, it runs: %s; an older one is told in words that it can read", (node, runs) => {
    const fake = path.join(folder, `node-${node}.cjs`);
    const versions = `{ ...process.versions, node: "${node}" }`;
    writeFileSync(fake, `Object.defineProperty(process, "versions", { value: ${versions} });`);
    const more = { NODE_OPTIONS: `--require=${fake}` };
    const told = `pulumi-resource-cloudimages needs Node.js 20.18.1 or later; the one on the PATH is ${node}.\n${whatToDo}`;
    expect(start(at("pulumi-resource-cloudimages"), { more })).toEqual(
      runs ? { status: 0, stdout: provider.version, stderr: "" } : { status: 1, stdout: "", stderr: told },
    );
    expect(read("start.js")).not.toMatch(/=>|`|\b(const|let|class)\b|\?\./);
  });

  test("its package.json says where engines fetch it from, as told, and it has the licences of what is inside", () => {
    expect(JSON.parse(read("package.json"))).toMatchObject({
      name: "pulumi-cloud-images", // what clouds see of it
      version: provider.version,
      description: provider.description,
      pluginDownloadURL: url,
    });
    const licences = read("THIRD-PARTY.txt");
    for (const name of ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf", "undici", "yaml", "zod"])
      expect(licences).toMatch(new RegExp(`^${name} [\\d.]+, licence \\S+`, "m"));
    expect(licences).toContain("Permission is hereby granted, free of charge");
    expect(read("plugin.js")).not.toContain(root);
  });
});
