import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";

/**
 * What starts loads (docs/footprint.md#start-up), in a process of its own as with users. Times are for `npm run bench -- --start`: here
 * files are counted, which no noise can touch.
 */
const root = resolve(__dirname, "..");
const bin = join(root, "provider/bin");
const command = join(bin, "cli/main.js");

const folder = mkdtempSync(join(tmpdir(), "start-up-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Loaded {
  /** Of this package, below provider/bin. */
  readonly own: string[];
  /** The files of each other package. */
  readonly others: ReadonlyMap<string, string[]>;
  readonly status: number | null;
}

function loadedBy(...args: string[]): Loaded {
  const report = join(folder, "report.json");
  const hook = join(root, "tools/bench/start/report.cjs");
  const env = { ...process.env, START_REPORT: report };
  const { status, stderr } = spawnSync(process.execPath, ["-r", hook, ...args], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  if (status !== 0 && status !== 2) throw new Error(stderr);
  const { loaded } = JSON.parse(readFileSync(report, "utf8")) as { loaded: string[] };
  const own = loaded.filter((file) => file.startsWith(bin + sep)).map((file) => relative(bin, file));
  const others = new Map<string, string[]>();
  for (const file of loaded) {
    const name = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1];
    if (name !== undefined) others.set(name, [...(others.get(name) ?? []), file]);
  }
  return { own, others, status };
}

const program = (...lines: string[]) => loadedBy("-e", lines.join("\n"));
const packages = ({ others }: Loaded) => [...others.keys()].sort();

describe("a program that loads the package", () => {
  const alone = program(`require("@pulumi/pulumi")`);
  const ours = program(`require("@pulumi/pulumi"); require("pulumi-cloud-images");`);

  it("loads nothing of other packages that Pulumi's SDK has not loaded: not undici, not zod, not yaml", () => {
    expect(packages(ours)).toEqual(packages(alone));
    expect(ours.others.get("@pulumi/pulumi")).toEqual(alone.others.get("@pulumi/pulumi"));
    expect(packages(alone).length).toBeGreaterThan(10);
  });

  it("loads the classes, and nothing that asks clouds, waits, or runs a lifecycle", () => {
    const asking =
      /^(polling|clouds\/(connect|keystone|huawei\/(auth|evs|ims\/image|obs)|openstack|zstack)|lifecycle\/(begin|claim|find|making))/;
    expect(ours.own.filter((file) => asking.test(file.split(sep).join("/")))).toEqual([]);
    expect(ours.own).toContain(join("pulumi", "dynamic", "managedImage.js"));
    expect(ours.own.length).toBeLessThanOrEqual(75);
  });

  it("finds the cloud of an image without zod, which is for the first preflight or look-up", () => {
    const yaml =
      "clouds: {prod: {profile: otc, auth: {username: u, password: p, user_domain_name: d}, region_name: eu-de}}";
    const settings = program(
      `const { cloudSummary } = require(${JSON.stringify(join(bin, "clouds/settings"))});`,
      `const readFile = (path) => path === "/clouds.yaml" ? ${JSON.stringify(yaml)} : undefined;`,
      `const found = cloudSummary("prod", { env: {}, cwd: "/", home: "/", stackConfig: {}, readFile });`,
      `if (found.profile !== "otc") throw new Error(JSON.stringify(found));`,
    );
    expect(packages(settings)).toEqual(["yaml"]);
  });

  it("with its first look-up loads the rules of arguments and the clouds", () => {
    const looking = program(`require("pulumi-cloud-images").getImages({ cloud: "none" }).catch(() => {});`);
    expect(packages(looking)).toContain("zod");
    expect(looking.own).toContain(join("clouds", "connect.js")); // undici comes with the first connection
  });
});

it("the rules of a policy pack load nothing but themselves and what they are made of: no settings, no clouds", () => {
  const alone = program(`require("@pulumi/policy")`);
  const rules = program(`require("@pulumi/policy"); require("pulumi-cloud-images/policies");`);
  expect(packages(rules)).toEqual(packages(alone));
  expect(rules.others.get("@pulumi/pulumi")).toEqual(alone.others.get("@pulumi/pulumi"));
  expect(rules.own).not.toContain(join("clouds", "settings", "index.js"));
  expect(rules.own).toContain(join("policies", "rules", "requireTags.js"));
  expect(rules.own.length).toBeLessThanOrEqual(60);
});

describe("the command", () => {
  it.each(["--help", "--version", "orphans --help", "import -h", "nonsense"])(
    "%s loads the texts and no package",
    (line) => {
      const help = loadedBy(command, ...line.split(" "));
      expect(packages(help)).toEqual([]);
      expect(help.own).toContain(join("cli", "help.js"));
      expect(help.own.length).toBeLessThanOrEqual(20);
      expect(help.status).toBe(line === "nonsense" ? 2 : 0);
    },
  );

  const entries = ["init/init", "orphans/orphans", "doctor/doctor", "sources/sources", "import/importImages"];

  it.each(entries)("%s loads no other subcommand, and not Pulumi's SDK", (entry) => {
    const loaded = program(`require(${JSON.stringify(join(bin, "cli", entry))})`);
    expect(packages(loaded).filter((one) => !["undici", "yaml", "zod"].includes(one))).toEqual([]);
    const files = entries.map((one) => join("cli", `${one}.js`));
    expect(loaded.own.filter((one) => files.includes(one))).toEqual([join("cli", `${entry}.js`)]);
  });
});
