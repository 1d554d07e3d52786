import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** An engine with the hosts of these languages beside it. What it generates is a file with the download address in the schema. */
function engineWith(...languages: string[]) {
  const bin = path.join(folder, "path");
  const add = (name: string, script: string) =>
    writeFileSync(path.join(bin, name), `#!${process.execPath}\n${script}\n`, { mode: 0o755 });
  add(
    "pulumi",
    `const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const [command, ...args] = process.argv.slice(2);
if (command === "version") console.log("v3.300.0");
else {
  const option = (name) => args[args.indexOf(name) + 1];
  const folder = option("--out") + "/" + option("--language");
  mkdirSync(folder, { recursive: true });
  writeFileSync(folder + "/address", String(JSON.parse(readFileSync(args[1], "utf8")).pluginDownloadURL));
}`,
  );
  for (const name of ["resource-pulumi-nodejs", ...languages.map((language) => `language-${language}`)])
    add(`pulumi-${name}`, "");
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "cloud-images-sdks-"));
  mkdirSync(path.join(folder, "path"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function sdks(...args: string[]) {
  const out = path.join(folder, "out");
  const { status, stderr } = spawnSync(process.execPath, ["tools/sdks.mjs", "--out", out, ...args], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: path.join(folder, "path"), HOME: folder },
  });
  return { code: status, err: stderr, out };
}

test("what can be generated here is generated, and what cannot is said", () => {
  engineWith("nodejs", "python", "go", "java");
  const { code, err, out } = sdks("--download-url", "https://plugins.example");
  expect([code, readdirSync(out).sort()]).toEqual([0, ["go", "java", "nodejs", "python"]]);
  expect(err).toContain("Left out: dotnet, because there is no pulumi-language-dotnet on PATH\n");
  expect(readFileSync(path.join(out, "java/address"), "utf8")).toBe("https://plugins.example");
});

test("a language that is named fails where it cannot be generated, and one that there is no SDK for", () => {
  engineWith("nodejs", "python", "go");
  expect(sdks("python", "dotnet")).toMatchObject({
    code: 1,
    err: expect.stringContaining("\ndotnet, because there is no pulumi-language-dotnet on PATH\n"),
  });
  expect(sdks("cobol")).toMatchObject({
    code: 2,
    err: expect.stringContaining("There is no SDK for cobol, only for python, nodejs, go, dotnet, java."),
  });
});
