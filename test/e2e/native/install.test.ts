import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { testInWhole } from "../../whole";
import { withYaml } from "../languages/hosts";
import { openStory } from "../story";
import { goldenYaml } from "./yamlProgram";

const root = path.resolve(__dirname, "../../..");
const { version } = JSON.parse(readFileSync(path.join(root, "provider/package.json"), "utf8"));
const arch = process.arch === "x64" ? "amd64" : process.arch;
const archive = `pulumi-resource-cloudimages-v${version}-${process.platform}-${arch}.tar.gz`;

const folder = mkdtempSync(path.join(tmpdir(), "cloud-images-install-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);

function makeFolder(name: string): string {
  mkdirSync(at(name), { recursive: true });
  return at(name);
}

function unpack(file: string, name: string, ...options: string[]): string {
  execFileSync("tar", ["-xzf", file, "-C", makeFolder(name), ...options]);
  return at(name);
}

/** A project that has nothing but our package, as npm installs it: not one of its dependencies. The folder of its commands. */
function installWithNpm(): string {
  const npm = (args: string[], cwd: string) => execFileSync("npm", args, { cwd, stdio: "pipe" });
  npm(["pack", "--ignore-scripts", "--pack-destination", folder], path.join(root, "provider"));
  unpack(
    at(`pulumi-cloud-images-${version}.tgz`),
    "npm/node_modules/pulumi-cloud-images",
    "--strip-components=1",
  );
  writeFileSync(at("npm/package.json"), JSON.stringify({ dependencies: { "pulumi-cloud-images": version } }));
  npm(["rebuild", "--ignore-scripts"], at("npm")); // makes the links of its commands
  return at("npm/node_modules/.bin");
}

/** Serves the archives as a download server does. */
async function serveArchives() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    try {
      response.end(readFileSync(at(path.join("dist", path.basename(request.url ?? "")))));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, close: () => server.close() };
}

/** Loaded into each Node.js process that the engine starts: the plugin writes the most memory that it has had. */
const memoryOfPlugin = `const { readFileSync, writeFileSync } = require("node:fs");
const peak = () => /VmHWM:\\s+(\\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))[1];
if (process.argv[1].endsWith("start.js"))
  setInterval(() => writeFileSync(${JSON.stringify(at("peaks"))} + "/" + process.pid, peak()), 50).unref();
`;

withYaml("the plugin as it is delivered", ({ yaml }) => {
  testInWhole("is found wherever people install it, and a create takes at most 130 MiB", async () => {
    const args = ["--out", makeFolder("dist")];
    execFileSync(process.execPath, [path.join(root, "tools/packPlugin.mjs"), ...args], { stdio: "pipe" });
    const server = await serveArchives();
    const unpacked = unpack(at(`dist/${archive}`), "unpacked");
    const { stack, cloud } = await openStory({ program: goldenYaml(), path: [yaml] });
    /** Pulumi's home holds plugins, and which stack is selected. */
    const withHome = (name: string, more = {}) => ({
      PULUMI_HOME: makeFolder(name),
      PULUMI_STACK: "test",
      ...more,
    });
    const onPath = (place: string) => ({ PATH: [place, stack.env.PATH].join(path.delimiter) });
    const expectFound = async (env: Record<string, string>) =>
      expect((await stack.preview({ env })).steps).toMatchObject([
        { op: "create", type: "cloudimages:index:VolumeImage" },
      ]);
    const install = ["plugin", "install", "resource", "cloudimages", `v${version}`];

    const without = await stack.run(["preview"], { env: withHome("nothing"), mayFail: true });
    expect(without.text).toContain("no resource plugin 'pulumi-resource-cloudimages' found");

    const fromFile = withHome("from-file");
    await stack.run([...install, "--file", at(`dist/${archive}`)], { env: fromFile });
    await expectFound(fromFile);

    const fromServer = withHome("from-server");
    await stack.run([...install, "--server", server.url], { env: fromServer });
    await expectFound(fromServer);
    expect(server.asked.splice(0)).toEqual([`/${archive}`]);

    stack.setProgram(goldenYaml({}, { version, pluginDownloadURL: server.url }));
    await expectFound(withHome("by-itself", { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "false" }));
    expect(server.asked).toEqual([`/${archive}`]);
    server.close();

    for (const named of [
      `packages: { cloudimages: ${unpacked} }`,
      `plugins: { providers: [{ name: cloudimages, path: ${unpacked} }] }`,
    ]) {
      stack.setProgram(`${goldenYaml()}${named}\n`);
      await expectFound(withHome("nothing"));
    }

    stack.setProgram(goldenYaml());
    await expectFound(withHome("nothing", onPath(unpacked)));
    await expectFound(withHome("nothing", onPath(installWithNpm())));

    makeFolder("peaks");
    writeFileSync(at("memory.cjs"), memoryOfPlugin);
    await stack.up({ env: { ...fromFile, NODE_OPTIONS: `--require=${at("memory.cjs")}` } });
    expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
    const peaks = readdirSync(at("peaks")).map((pid) => Number(readFileSync(at(`peaks/${pid}`), "utf8")));
    expect(peaks.length).toBeGreaterThan(0);
    expect(Math.max(...peaks)).toBeLessThanOrEqual(130 * 1024);
    await stack.destroy({ env: fromFile });
    expect(cloud.images()).toEqual([]);
  });
});
