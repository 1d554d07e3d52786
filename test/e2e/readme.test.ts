import { execFile, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { profileOf, resolveCloud } from "../../provider/clouds/settings";
import { openStory } from "./story";

const root = path.resolve(__dirname, "../..");
const textOf = (page: string) => readFileSync(path.join(root, page), "utf8");
const readme = textOf("README.md");
const otherPages = readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .sort()
  .map((file) => textOf(path.join("docs", file)));
const pages = [readme, ...otherPages, textOf("CONTRIBUTING.md")];

/** Commands of the pages that other parts of the whole run prove, and which. */
const provedElsewhere: Readonly<Record<string, string>> = {
  "npm start": "test/e2e/start.test.ts",
  "npm start -- --language yaml": "test/e2e/languages/start.test.ts",
  "npm start -- --language python": "test/e2e/languages/start.test.ts",
  "npm test": ".ci/run",
  "npm ci --ignore-scripts": "tools/setup.mjs, by .ci/run",
  "npm pack -w provider": "test/e2e/packed.test.ts",
  "npm install ./pulumi-cloud-images-0.1.0.tgz @pulumi/pulumi typescript@6": "test/e2e/quickStart.test.ts",
  "npm install --save-dev typescript@6": "test/e2e/packed.test.ts",
  "npm install --save-dev ./pulumi-cloud-images-local-cloud-0.1.0.tgz": "test/e2e/packedLocalCloud.test.ts",
  "node_modules/.bin/pulumi-cloud-images-local-cloud --port 4580 --speed 10 --clouds-yaml local.yaml > cloud.json &":
    "test/e2e/packedLocalCloud.test.ts",
  'trap "kill $!" EXIT': "by hand: the end of a shell",
  "timeout 20 sh -c 'until [ -s local.yaml ]; do sleep 0.1; done'": "local-cloud/main.test.ts",
  "export OS_CLIENT_CONFIG_FILE=$PWD/local.yaml OS_CLOUD=otc": "local-cloud/main.test.ts",
  'curl --fail -X POST http://127.0.0.1:4580/_admin/volumes -d \'{"id": "16369c5d-384d-4e64-b37a-56d898769362"}\'':
    "local-cloud/page.test.ts",
  "npm run build": "tools/setup.mjs, by .ci/run",
  "npm run test:unit -- test/polling/schedule.test.ts": "test/tools/named.test.ts",
  "npm test -- test/e2e/volumeImage.test.ts": "test/tools/named.test.ts",
  "npm run lint": ".ci/run (--lint)",
  "npm run test:openstack": ".ci/run (--openstack)",
  "npm run bench": "test/bench/bench.test.ts",
  "npm run bench -- --all": "test/bench/bench.test.ts",
  "npm run bench -- --write": "test/bench/bench.test.ts",
  "npm run bench -- --start": "test/startUp.test.ts",
  "npm run bench -- --memory": "test/pulumi/loadedModules.test.ts",
  "npm run bench -- --start --write": "test/startUp.test.ts",
  "npm run bench -- --many": "by hand: an hour, by the real engine",
  "npm run bench -- --many --write": "by hand: an hour, by the real engine",
  "npm run bench -- --fleet": "test/bench/fleet/fleet.test.ts",
  "npm run bench -- --real": "by hand: some minutes, in real time",
  "PULUMI_CLOUD_IMAGES_LOG=exchanges.log pulumi up": "test/e2e/secrets.test.ts",
};

const commandsOf = (texts: readonly string[]) =>
  texts.flatMap((page) => blocks(page, "sh").flatMap((block) => block.trim().split("\n")));
const commands = [...new Set(commandsOf(pages))];

test("the tables and the programs of the README, of docs/ and of the npm page are those of the code", () => {
  const check = spawnSync(process.execPath, ["tools/docs.mjs", "--check"], { cwd: root, encoding: "utf8" });
  expect(check.stdout + check.stderr).toContain("provider/README.md is current"); // the last of them
});

test("the program of the README and every pulumi command of the pages run as they stand", async () => {
  const { stack, cloud, volumeId } = await openStory({ program: path.join(root, "examples/volume-image") });
  const pulumi = (lines: readonly string[]) => lines.filter((line) => line.startsWith("pulumi "));
  const configures = (line: string) => line.includes("cloudimages:");
  const walk = pulumi(commandsOf([readme])).filter((line) => !configures(line));
  expect(walk.map((line) => line.split(" ")[1])).toEqual([
    "config",
    "up",
    "stack",
    "refresh",
    "destroy",
    "preview",
  ]);
  const others = pulumi(commands).filter((line) => !walk.includes(line));
  for (const line of [...walk, ...others.filter((line) => !configures(line))]) {
    const result = await stack.run(
      line
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, volumeId)
        .split(" ")
        .slice(1),
    );
    if (line.includes("output"))
      expect(cloud.images()).toMatchObject([{ id: result.stdout.trim(), name: "golden" }]);
  }
  expect(cloud.images()).toEqual([]);
  for (const line of commands.filter((command) => command.startsWith("npx pulumi-cloud-images "))) {
    const args = [path.join(root, "provider/bin/cli/main.js"), ...line.split(" ").slice(2)];
    // Not spawnSync: the cloud that it asks lives in this process.
    await promisify(execFile)(process.execPath, args, { cwd: stack.project, env: stack.env });
  }
  // `--secret` without a value asks for it, and reads it from standard input where there is no terminal.
  for (const line of others.filter(configures))
    await stack.run([...line.split(" ").slice(1), ...(line.includes("--secret") ? ["from-the-prompt"] : [])]);
});

test("every other command of the pages is run here, or named with what proves it", () => {
  for (const command of commands.filter(
    (line) => !/^(pulumi|npx pulumi-cloud-images) /.test(line) && !(line in provedElsewhere),
  )) {
    const [program = "", ...args] = command.split(" ");
    const run = spawnSync(program, args, { cwd: root, encoding: "utf8", input: "" });
    expect(`${command}: ${run.status} ${run.status === 0 ? "" : run.stderr}`).toBe(`${command}: 0 `);
  }
});

test("the clouds.yaml of docs/connecting.md is one that connects", () => {
  const [all = ""] = blocks(textOf("docs/connecting.md"), "yaml");
  const sources = (text: string) => ({
    env: { OS_CLIENT_CONFIG_FILE: "/clouds.yaml" },
    readFile: (file: string) => (file === "/clouds.yaml" ? text : undefined),
    home: "/home",
    cwd: "/",
    stackConfig: {},
  });
  for (const [name, profile] of [
    ["otc", "otc"],
    ["huawei", "huaweicloud"],
    ["lab", "openstack"],
  ] as const) {
    expect(profileOf(name, sources(all))).toBe(profile);
    expect(resolveCloud(name, sources(all)).authUrl).toMatch(/^https:/);
  }
  expect(resolveCloud("zstack", sources(all))).toMatchObject({
    profile: "zstack",
    authUrl: "http://10.0.0.1:8080/zstack",
  });
});

function blocks(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, block]) => block ?? "",
  );
}
