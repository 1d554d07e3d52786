import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providerFolder } from "../../../provider/pulumi/dynamic/providerFolder";
import { mockEngine } from "../registered";

/** The folder in which the provider process will start. A process plays the command that the Automation API starts. */

let folder: string;
let commands: ChildProcess[];
beforeEach(async () => {
  await mockEngine(); // of the project "web"
  folder = mkdtempSync(join(tmpdir(), "automation-"));
  mkdirSync(join(folder, "sub"));
  commands = [];
});
afterEach(async () => {
  delete process.env.PULUMI_NODEJS_ENGINE;
  for (const command of commands) {
    const ended = once(command, "exit");
    command.kill();
    await ended;
  }
  rmSync(folder, { recursive: true });
});

async function command(project: object, ...args: string[]): Promise<void> {
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(project)); // JSON is YAML
  const waits = "console.log(); setInterval(() => {}, 1000)";
  const started = spawn(
    process.execPath,
    ["-e", waits, "preview", "--exec-kind", ...args, "--stack", "dev"],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  commands.push(started);
  await once(started.stdout, "data");
}

const onLinux = process.platform === "linux" ? it : it.skip;

onLinux.each<[string, object, string]>([
  ["the project's, where it names no main", {}, "."],
  ["the main folder", { main: "sub" }, "sub"],
  ["that of the main file", { main: "sub/index.ts" }, "sub"],
  ["a main folder that is somewhere else", { main: tmpdir() }, tmpdir()],
])("of a program that runs inline it is %s", async (_, settings, expected) => {
  await command({ name: "web", runtime: "nodejs", ...settings }, "auto.inline");
  expect(providerFolder()).toEqual({
    folder: expected === tmpdir() ? expected : join(folder, expected),
    inline: true,
  });
});

it.each<[string, object, string]>([
  ["of another project", { name: "other" }, "auto.inline"],
  ["that runs a program of its own", { name: "web" }, "auto.local"],
])("a command %s does not reveal it", async (_, project, kind) => {
  await command(project, kind);
  expect(providerFolder()).toEqual({ folder: process.cwd(), inline: true });
});

it("of a program that the engine has started it is where that was started, wherever it goes", () => {
  process.env.PULUMI_NODEJS_ENGINE = "127.0.0.1:1";
  const startedIn = process.cwd();
  process.chdir(folder);
  try {
    expect(providerFolder()).toEqual({ folder: startedIn, inline: false });
  } finally {
    process.chdir(startedIn);
  }
});
