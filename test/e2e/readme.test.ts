import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { profileOf, resolveCloud } from "../../provider/clouds/settings";
import { tell } from "./story";

const root = path.resolve(__dirname, "../..");
const readme = readFileSync(path.join(root, "README.md"), "utf8");

/** Commands of the README that other parts of the whole run prove, and which. */
const provedElsewhere: Readonly<Record<string, string>> = {
  "npm start": "test/e2e/start.test.ts",
  "npm test": ".ci/run",
  "npm run lint": ".ci/run (--lint)",
  "npm run test:openstack": ".ci/run (--openstack)",
  "npm run bench": "test/bench/bench.test.ts",
  "npm run bench -- --write": "test/bench/bench.test.ts",
  "npm run bench -- --real": "by hand: some minutes, in real time",
  "PULUMI_CLOUD_IMAGES_LOG=exchanges.log pulumi up": "test/e2e/secrets.test.ts",
};

const commands = blocks("sh").flatMap((block) => block.trim().split("\n"));

test("the tables and the programs of the README and of the npm page are those of the code", () => {
  const check = spawnSync(process.execPath, ["tools/docs.mjs", "--check"], { cwd: root, encoding: "utf8" });
  expect(check.stdout + check.stderr).toContain("provider/README.md is current"); // the last of them
});

test("the program of the README and every pulumi command in it run as they stand", async () => {
  const { stack, cloud, volumeId } = await tell({ program: path.join(root, "examples/volume-image") });
  const lines = commands.filter((command) => command.startsWith("pulumi "));
  const [before, configure] = [
    lines.filter((line) => !line.includes("cloudimages:")),
    lines.filter((line) => line.includes("cloudimages:")),
  ];
  expect(before.map((line) => line.split(" ")[1])).toEqual([
    "stack",
    "config",
    "up",
    "stack",
    "refresh",
    "destroy",
    "preview",
  ]);
  for (const line of before) {
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
  for (const line of configure)
    await stack.run([...line.split(" ").slice(1), ...(line.includes("--secret") ? ["from-the-prompt"] : [])]);
});

test("every other command of the README is run here, or named with what proves it", () => {
  for (const command of commands.filter(
    (line) => !/^(pulumi|npx pulumi-cloud-images) /.test(line) && !(line in provedElsewhere),
  )) {
    const [program = "", ...args] = command.split(" ");
    const run = spawnSync(program, args, { cwd: root, encoding: "utf8", input: "" });
    expect(`${command}: ${run.status} ${run.status === 0 ? "" : run.stderr}`).toBe(`${command}: 0 `);
  }
});

test("the clouds.yaml of the README is one that connects", () => {
  const [text = ""] = blocks("yaml");
  const readFile = (file: string) => (file === "/clouds.yaml" ? text : undefined);
  const sources = {
    env: { OS_CLIENT_CONFIG_FILE: "/clouds.yaml" },
    readFile,
    home: "/home",
    cwd: "/",
    stackConfig: {},
  };
  for (const [name, profile] of [
    ["otc", "otc"],
    ["huawei", "huaweicloud"],
    ["lab", "openstack"],
  ] as const) {
    expect(profileOf(name, sources)).toBe(profile);
    expect(resolveCloud(name, sources).authUrl).toMatch(/^https:/);
  }
  expect(resolveCloud("zstack", sources)).toMatchObject({
    profile: "zstack",
    authUrl: "http://10.0.0.1:8080/zstack",
  });
});

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, block]) => block ?? "",
  );
}
