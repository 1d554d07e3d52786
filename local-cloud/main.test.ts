import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LocalCloud, startCloud } from "./index";
import { sendSigned } from "./testing/sendSigned";
import { send } from "./testing/testClient";

/** Compiled inside of the checkout, so that zod is found, but apart from what others may be running from `bin`. */
mkdirSync(join(__dirname, "bin"), { recursive: true });
const out = mkdtempSync(join(__dirname, "bin", "test-"));
beforeAll(() => {
  const tsc = require.resolve("typescript/lib/tsc.js");
  execFileSync(process.execPath, [tsc, "-p", __dirname, "--outDir", out]);
}, 60_000);
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(out, { recursive: true });
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [join(out, "main.js"), ...args]);
  children.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (text) => {
    output.stdout += text;
  });
  child.stderr.on("data", (text) => {
    output.stderr += text;
  });
  const ended = once(child, "close").then(([code]) => ({ code, ...output }));
  return { child, output, ended };
}

async function ready(running: ReturnType<typeof run>) {
  while (!running.output.stdout.includes("\n")) await once(running.child.stdout, "data");
  return JSON.parse(running.output.stdout);
}

test("one line of JSON says where everything is, and SIGTERM ends it well", async () => {
  const running = run("--speed", "10");
  const line = await ready(running);
  expect(Object.keys(line)).toEqual(["endpoints", "credentials", "admin"]);
  expect(Object.keys(line.endpoints)).toEqual([
    "iam",
    "evs",
    "ims",
    "ecs",
    "cbr",
    "csbs",
    "obs",
    "keystone",
    "cinder",
    "glance",
    "actions",
    "metadata",
    "zstack",
  ]);
  expect((await send("GET", `${line.admin}/settings`)).status).toBe(200);
  running.child.kill("SIGTERM");
  const { code, stdout } = await running.ended;
  expect([code, stdout.trim().split("\n").length]).toEqual([0, 1]);
});

test("with --port-each every service is at the root of a port of its own too", async () => {
  const running = run("--port-each");
  const { endpoints, origins } = await ready(running);
  expect(Object.keys(origins)).toEqual(Object.keys(endpoints));
  expect(new Set(Object.values(origins)).size).toBe(Object.keys(origins).length);
  const versions = async (url: string) => (await send("GET", `${url}/`)).body.versions.length;
  for (const service of ["evs", "ims"])
    expect(await versions(origins[service])).toBe(await versions(endpoints[service]));
  running.child.kill("SIGTERM");
  expect((await running.ended).code).toBe(0);
});

test("what a careful client should not do is reported on stderr, once", async () => {
  const running = run();
  const cloud: LocalCloud = await ready(running);
  const unsigned = () =>
    sendSigned(cloud, Date.now(), `${cloud.endpoints.ims}/v2/cloudimages`, {
      headers: { "x-project-id": "" },
      tampered: ({ headers }) =>
        Object.assign(headers, { "x-project-id": "10000000000000000000000000000001" }),
    });
  expect([(await unsigned()).status, (await unsigned()).status]).toEqual([200, 200]);
  running.child.kill("SIGTERM");
  expect((await running.ended).stderr).toBe(
    "local cloud: ims.listImages: sent, but not signed: x-project-id\n",
  );
});

test("with --until-stdin-closes it ends when standard input closes", async () => {
  const running = run("--until-stdin-closes");
  await ready(running);
  running.child.stdin?.end();
  expect((await running.ended).code).toBe(0);
});

test.each([
  ["--port", "x"],
  ["--port", "70000"],
  ["--speed", "0"],
  ["--colour", "red"],
])("%s %s is answered with the usage and exit code 2", async (...args) => {
  const { code, stdout, stderr } = await run(...args).ended;
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("Usage:");
});

test("a misspelt option is named, with the one that is meant", async () => {
  const { code, stdout, stderr } = await run("--clouds-yml", "a").ended;
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^--clouds-yml is no option. Did you mean --clouds-yaml\?\n/);
});

test("--help describes every option and the use in a shell, --version prints the package's version", async () => {
  const help = await run("--help").ended;
  expect([help.code, help.stderr]).toEqual([0, ""]);
  for (const text of ["--port P", "--clouds-yaml FILE", "--until-stdin-closes", "pulumi up"])
    expect(help.stdout).toContain(text);
  const { version } = JSON.parse(readFileSync(join(__dirname, "package.json"), "utf8"));
  expect(await run("--version").ended).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("--clouds-yaml is there when the cloud is ready, and gone when Ctrl-C has ended it", async () => {
  const file = join(out, "local.yaml");
  writeFileSync(file, "# Written by pulumi-cloud-images-local-cloud, which removes it when it ends.\nstale"); // of a run that was killed
  const running = run("--clouds-yaml", file);
  const { credentials } = await ready(running);
  const [, ...json] = readFileSync(file, "utf8").split("\n");
  expect(JSON.parse(json.join("\n"))).toEqual({ clouds: credentials });
  running.child.kill("SIGINT");
  expect((await running.ended).code).toBe(0);
  expect(existsSync(file)).toBe(false);
});

test("--clouds-yaml overwrites nobody else's file", async () => {
  const file = join(out, "clouds.yaml");
  writeFileSync(file, "clouds: {}\n");
  const { code, stdout, stderr } = await run("--clouds-yaml", file).ended;
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(
    `cannot start: ${file} is there already, and not of the local cloud: name another file\n`,
  );
  expect(readFileSync(file, "utf8")).toBe("clouds: {}\n");
});

test("a port in use is named, with exit code 1", async () => {
  const other = await startCloud();
  const port = new URL(other.admin).port;
  const { code, stderr } = await run("--port", port).ended;
  expect([code, stderr]).toEqual([1, `port ${port} is in use\n`]);
  await other.close();
});

test("a cloud that ends leaves the clouds.yaml that another run, or somebody, has put in its place", async () => {
  const file = join(out, "shared.yaml");
  const first = run("--clouds-yaml", file);
  await ready(first);
  const second = run("--clouds-yaml", file);
  await ready(second);
  const own = readFileSync(file, "utf8");
  first.child.kill("SIGINT");
  expect(await first.ended).toMatchObject({ code: 0, stderr: "" });
  expect(readFileSync(file, "utf8")).toBe(own);
  writeFileSync(file, "clouds: {}\n");
  second.child.kill("SIGTERM");
  expect(await second.ended).toMatchObject({ code: 0, stderr: "" });
  expect(readFileSync(file, "utf8")).toBe("clouds: {}\n");
});
