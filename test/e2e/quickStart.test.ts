import { execFileSync, spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type LocalCloud, startCloud } from "../../local-cloud";
import { testInWhole } from "../whole";
import { engineFolder } from "./engine";
import { npmEnvironment, packProvider } from "./packedProvider";

const readme = readFileSync(path.resolve(__dirname, "../../README.md"), "utf8");
const [, block = ""] = /## Quick start on your own cloud[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme) ?? [];
const lines = block.trim().split("\n");

const folder = mkdtempSync(path.join(tmpdir(), "cloud-images-start-"));
const [project, home] = [path.join(folder, "first-image"), path.join(folder, "home")];
let cloud: LocalCloud | undefined;

afterAll(async () => {
  await cloud?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** As on a stranger's machine: an empty home. Only where npm gets its packages from is ours, and Pulumi is logged in to a folder. */
function strangersEnvironment(address: string): Record<string, string> {
  const npmSetting = (name: string) =>
    execFileSync("npm", ["config", "get", name], { env: npmEnvironment, encoding: "utf8" }).trim();
  const node = path.dirname(process.env.E2E_NODE ?? process.execPath);
  return {
    PATH: [engineFolder(), node, "/usr/local/bin", "/usr/bin", "/bin"].join(path.delimiter),
    HOME: home,
    TERM: "xterm",
    npm_config_cache: npmSetting("cache"),
    npm_config_userconfig: npmSetting("userconfig"),
    npm_config_registry: npmSetting("registry"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // The local cloud is not where Open Telekom Cloud is.
    OS_PROFILE: "otc",
    OS_AUTH_URL: address,
  };
}

/** Runs a line of the README, on a terminal if there are answers to be typed. */
async function play(
  line: string,
  env: Record<string, string>,
  answers: readonly (readonly [question: string, answer: string])[] = [],
): Promise<string> {
  const onTerminal = answers.length > 0;
  const [program, args] = onTerminal
    ? ["script", ["--quiet", "--flush", "--return", "--command", line, "/dev/null"]]
    : ["sh", ["-c", line]];
  const child = spawn(program as string, args as string[], {
    cwd: project,
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let [said, heard] = ["", 0];
  const left = [...answers];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
      const [question = "", answer = ""] = left[0] ?? [];
      if (left.length === 0 || !said.slice(heard).includes(question)) return;
      heard = said.length;
      left.shift();
      child.stdin.write(`${answer}\r`);
    });
  if (!onTerminal) child.stdin.end();
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0 || left.length > 0)
    throw new Error(`${line} ended with ${code}, before ${left[0]}:\n${said}`);
  return said;
}

/** Where there is no terminal to be had (another `script` than Linux's), the same is said by variables. */
const hasTerminal = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux");

test("the quick start of the README is five commands", () => {
  expect(lines).toEqual([
    expect.stringMatching(/^npm install .*\.tgz /),
    "npx pulumi-cloud-images init otc",
    "npx pulumi-cloud-images sources volumes",
    expect.stringMatching(/^pulumi config set volumeId /),
    "pulumi up --yes",
  ]);
});

testInWhole(
  "they lead from an empty folder and an account to an image, with the packed package and what is typed on a terminal",
  async () => {
    for (const made of [project, home, path.join(folder, "state")]) mkdirSync(made);
    cloud = await startCloud({ speed: 20 });
    const volume = cloud.addVolume({ profile: "otc", name: "root", sizeGiB: 20 });
    const { auth } = cloud.credentials.otc;
    const env = strangersEnvironment(auth.auth_url);
    copyFileSync(packProvider(folder).file, path.join(project, "pulumi-cloud-images-0.1.0.tgz"));
    const [install = "", init = "", sources = "", configure = "", up = ""] = lines;

    await play(install, env);
    const typed = [
      ["Number or name [password]: ", ""],
      ["Region [eu-de]: ", ""],
      ["Account that the user belongs to", auth.user_domain_name ?? ""],
      ["User: ", auth.username ?? ""],
      ["Project [eu-de]: ", auth.project_name ?? ""],
      ["Password (not shown): ", auth.password ?? ""],
      ["Number or name [project]: ", ""],
      ["Number or name [VolumeImage]: ", ""],
      ["Number or name [typescript]: ", ""],
      ["Write these files? [Y/n] ", ""],
    ] as const;
    const variables = {
      OS_USERNAME: auth.username ?? "",
      OS_PASSWORD: auth.password ?? "",
      OS_USER_DOMAIN_NAME: auth.user_domain_name ?? "",
      OS_PROJECT_NAME: auth.project_name ?? "",
    };
    const made = await (hasTerminal ? play(init, env, typed) : play(init, { ...env, ...variables }));
    expect(made).not.toContain(auth.password);
    expect(made).toContain("Next:");
    expect(made).not.toMatch(/npm install|pulumi stack init/); // nothing else comes before the next commands
    expect(statSync(path.join(project, "clouds.yaml")).mode & 0o777).toBe(0o600);
    expect(existsSync(path.join(project, "Pulumi.dev.yaml"))).toBe(true);

    const listed = await play(sources, env);
    const [id = ""] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(listed) ?? [];
    expect(id).toBe(volume.id);
    await play(configure.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, id), env);
    const done = await play(up, env);

    const [image] = cloud.images();
    expect(image).toMatchObject({ name: "golden", status: "active" });
    expect(done).toContain(image?.id);
    expect(await play(init, env)).toContain("Nothing had to be written:");
  },
  10 * 60_000,
);
