import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { resolveCloud } from "../../../provider/clouds/settings";
import { canary } from "../../lifecycle/harness/canary";
import { nodeModules } from "../shell";
import { openInitShell, signIns } from "./initShell";

const example = (file: string) => readFileSync(join(__dirname, "../../../examples", file), "utf8");

const programs: Readonly<Record<string, string>> = { zstack: "data-volume-template/index.ts" };

test.each([
  "otc",
  "otc-swiss",
  "huaweicloud",
  "otc with an access key",
  "openstack",
  "openstack with an application credential",
  "zstack",
  "zstack with an access key",
])(
  "%s: options and a secret from the environment make a whole project, and a second run changes nothing",
  async (name) => {
    const shell = await openInitShell();
    const { args = "", env = {} } = signIns(shell)[name] ?? {};
    const [cloud = ""] = name.split(" ");

    const first = await shell.init(args, { env });

    expect(first).toMatchObject({ code: 0, err: "" });
    expect(readdirSync(shell.project).sort()).toEqual(
      [".gitignore", "Pulumi.yaml", "clouds.yaml", "index.ts", "package.json", "tsconfig.json"].sort(),
    );
    expect(statSync(join(shell.project, "clouds.yaml")).mode & 0o777).toBe(0o600);
    const sources = {
      env: {},
      readFile: (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined),
      home: shell.project,
      cwd: shell.project,
      stackConfig: {},
    };
    const settings = resolveCloud(cloud, sources);
    expect(settings.profile).toBe(cloud);
    expect(readFileSync(join(shell.project, "clouds.yaml"), "utf8")).toContain(canary);
    expect(shell.read("index.ts")).toBe(example(programs[cloud] ?? "volume-image/index.ts"));
    expect(parse(shell.read("Pulumi.yaml"))).toMatchObject({
      name: "images",
      runtime: "nodejs",
      config: { "cloudimages:cloud": { value: cloud } },
    });
    expect(first.out).toMatch(/Next:\n(.*\n)* {2}pulumi config set \w+ … .*\n(.*\n)* {2}pulumi up /);
    expect(first.out).not.toMatch(/^ *failed/m);
    expect(shell.pulumiCalls).toContain("stack init dev");

    const before = readdirSync(shell.project).map((file) => [file, shell.read(file)]);
    const second = await shell.init(args, { env });
    expect(second).toMatchObject({ code: 0, err: "" });
    expect(second.out).toContain("Nothing had to be written:");
    expect(second.out.match(/^ {2}kept /gm)).toHaveLength(before.length);
    expect(readdirSync(shell.project).map((file) => [file, shell.read(file)])).toEqual(before);
  },
);

test("what has no default is named all at once, and nothing is written", async () => {
  const shell = await openInitShell();
  const { code, err, out } = await shell.init("openstack");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  for (const option of [
    "--auth-url (or OS_AUTH_URL)",
    "--username (or OS_USERNAME)",
    "--project-name",
    "OS_PASSWORD",
  ])
    expect(err).toContain(option);
  expect(err).not.toContain("--region-name"); // a cloud may have one alone
  expect(await shell.init("")).toMatchObject({
    code: 2,
    err: expect.stringContaining("the first word (otc, otc-swiss, huaweicloud, openstack, zstack)"),
  });
  expect(readdirSync(shell.project)).toEqual([]);
  expect(shell.cloud.requests()).toEqual([]);
});

test.each([
  ["otcc", "Did you mean otc?"],
  ["otc huaweicloud", '"huaweicloud" is a second one'],
  ["otc --region eu-de", "no option --region. Did you mean --region-name?"],
  ["otc --os-username x", "no option --os-username. Did you mean --username?"],
  ["otc --password x", "a secret is no option"],
  ["otc --access-token=x", "a secret is no option"],
  ["otc --region-name eu-dee", 'no region "eu-dee" of otc is known here. Did you mean eu-de?'],
  ["huaweicloud --region-name cn-north4", "Did you mean cn-north-4?"],
  ["otc --region-name mars", "Known are eu-de, eu-nl"],
  [
    "otc --sign-in password --resource DataVolumeTemplate",
    'no "DataVolumeTemplate". Known: VolumeImage, FullEcsImage',
  ],
  ["zstack --resource VolumeImage", "Known: DataVolumeTemplate"],
  ["openstack --sign-in access-key", "Known: password, application-credential"],
  ["otc --language python", "it needs an SDK that is on no registry yet"],
  ["otc --user demo", "there is no option --user. Did you mean --username?"],
  ["otc --cloud ../x", "an entry is named with letters"],
  ["otc --name a/b", "a project is named with letters"],
  ["otc --secret-stdin", "there is nothing on standard input"],
])("wrong usage: init %s", async (args, text) => {
  const shell = await openInitShell();
  const result = await shell.init(args);
  expect(result).toMatchObject({ code: 2, out: "", err: expect.stringContaining(text) });
  expect(readdirSync(shell.project)).toEqual([]);
});

test("a secret that the cloud refuses is not written; --skip-checks writes it without asking", async () => {
  const shell = await openInitShell();
  const { args = "" } = signIns(shell).otc ?? {};
  const readStdin = async () => "not-the-password\n";
  const refused = await shell.init(`${args} --secret-stdin`, { readStdin });
  expect(refused).toMatchObject({ code: 1, out: "", err: expect.stringContaining("failed   credentials") });
  // No file has the entry yet.
  expect(refused.err).toContain("in what you have entered");
  expect(refused.err).not.toContain("of clouds.yaml");
  expect(readdirSync(shell.project)).toEqual([]);

  const before = shell.cloud.requests().length;
  expect(await shell.init(`${args} --secret-stdin --skip-checks`, { readStdin })).toMatchObject({ code: 0 });
  expect(shell.read("clouds.yaml")).toContain("password: not-the-password\n");
  expect(shell.cloud.requests()).toHaveLength(before);
});

test("variables of the same cloud are taken, those of another one are not", async () => {
  const shell = await openInitShell();
  const { auth_url, username, user_domain_name, project_name, password } = shell.cloud.credentials.otc
    .auth as Record<string, string>;
  const env = {
    OS_PROFILE: "otc",
    OS_AUTH_URL: auth_url,
    OS_USERNAME: username,
    OS_USER_DOMAIN_NAME: user_domain_name,
    OS_PROJECT_NAME: project_name,
    OS_PASSWORD: password,
  };
  const other = await shell.init("huaweicloud", { env });
  expect(other).toMatchObject({ code: 2, err: expect.stringContaining("--user-domain-name") });
  expect(other.err).toContain("of another cloud (otc): they are not used here");
  expect(await shell.init("", { env })).toMatchObject({ code: 0, err: "" }); // they tell the kind, too
  expect(parse(shell.read("clouds.yaml"))).toEqual({
    clouds: { otc: { profile: "otc", region_name: "eu-de", auth: shell.cloud.credentials.otc.auth } },
  });
});

test.each([
  [
    "otc --sign-in federation --identity-provider github --access-token-variable CLOUD_ID_TOKEN --project-name eu-de_lab",
    {
      auth_type: "v3oidcaccesstoken",
      auth: {
        project_name: "eu-de_lab",
        identity_provider: "github",
        access_token_variable: "CLOUD_ID_TOKEN",
      },
    },
  ],
  ["otc --auth-type ecsagency", { auth_type: "ecsagency", auth: { project_name: "eu-de" } }],
])("ways without a stored credential: init %s", async (args, entry) => {
  const shell = await openInitShell();
  const env = { CLOUD_ID_TOKEN: "a.b.c" };
  expect(await shell.init(`${args} --skip-checks`, { env })).toMatchObject({ code: 0, err: "" });
  expect(parse(shell.read("clouds.yaml")).clouds.otc).toEqual({
    profile: "otc",
    region_name: "eu-de",
    ...entry,
  });
});

test("--dry-run says what would be written, asks nobody and writes nothing", async () => {
  const shell = await openInitShell();
  const { args = "", env = {} } = signIns(shell).otc ?? {};
  const result = await shell.init(`${args} --dry-run`, { env });
  expect(result).toMatchObject({ code: 0, err: "" });
  expect(result.out).toContain('to be written  clouds.yaml    the entry "otc", readable by you alone\n');
  expect(result.out).toContain("Nothing was written (--dry-run).");
  expect(readdirSync(shell.project)).toEqual([]);
  expect(shell.cloud.requests()).toEqual([]);
  expect(shell.pulumiCalls).toEqual([]);
});

test("--language yaml: Pulumi.yaml is the program, and names the plugin of this package", async () => {
  const shell = await openInitShell();
  const { args = "", env = {} } = signIns(shell).otc ?? {};
  expect(await shell.init(`${args} --language yaml --resource FullEcsImage`, { env })).toMatchObject({
    code: 0,
  });
  expect(readdirSync(shell.project).sort()).toEqual([
    ".gitignore",
    "Pulumi.yaml",
    "clouds.yaml",
    "package.json",
  ]);
  expect(parse(shell.read("Pulumi.yaml"))).toEqual({
    name: "images",
    description: expect.any(String),
    runtime: "yaml",
    config: {
      "cloudimages:cloud": { value: "otc" },
      instanceId: { type: "string" }, // Pulumi warns of a description here
      vaultId: { type: "string" },
    },
    packages: { cloudimages: "./node_modules/pulumi-cloud-images/plugin" },
    resources: { server: expect.objectContaining({ type: "cloudimages:index:FullEcsImage" }) },
    outputs: { imageId: expect.stringMatching(/^\$\{server\.imageId\}$/) },
  });
  expect((await shell.init(`otc --language yaml --resource FullEcsImage`)).out).toContain(
    "Nothing had to be written",
  );
});

test("--json is the same for programs, and has no secret", async () => {
  const shell = await openInitShell();
  const { args = "", env = {} } = signIns(shell).zstack ?? {};
  const { out, code } = await shell.init(`${args} --json`, { env });
  const report = JSON.parse(out);
  expect(code).toBe(0);
  expect(report).toMatchObject({ cloud: "zstack", stack: { name: "dev", exists: true } });
  expect(report.files.map(({ fate }: { fate: string }) => fate)).toEqual(Array(6).fill("written"));
  expect(report.next).toEqual([
    "npm install ./pulumi-cloud-images-0.1.0.tgz",
    "npx pulumi-cloud-images sources snapshots",
    "pulumi config set snapshotUuid …",
    "pulumi config set backupStorageUuid …",
    "pulumi up",
  ]);
});

test("what is installed is not to be installed again, and is checked; what is configured is not to be set again", async () => {
  const shell = await openInitShell();
  symlinkSync(nodeModules, join(shell.project, "node_modules"));
  shell.write("images/package.json", '{"dependencies": {"pulumi-cloud-images": "file:x.tgz"}}');
  shell.write("images/Pulumi.dev.yaml", "config:\n  images:volumeId: v-1\n");
  const { args = "", env = {} } = signIns(shell).otc ?? {};
  const { out } = await shell.init(`${args} --json`, { env });
  const { next, checks } = JSON.parse(out);
  expect(next).toEqual(["npx pulumi-cloud-images sources volumes", "pulumi up"]);
  expect(checks.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(["package", "Pulumi SDK"]),
  );
});

test.each([
  [
    "there is no Pulumi",
    undefined,
    "Pulumi is not on the PATH",
    ["pulumi login", "pulumi stack init dev"],
    "",
  ],
  [
    "it is not logged in",
    { whoami: false },
    "Pulumi is not logged in",
    ["pulumi login", "pulumi stack init dev"],
    "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
  ],
  [
    "something else is wrong",
    { whoami: false },
    "Pulumi says: unable to open bucket",
    ["pulumi stack init dev"],
    "error: unable to open bucket\n",
  ],
  [
    "it lacks a passphrase",
    { "stack init": false },
    "passphrase must be set with PULUMI_CONFIG_PASSPHRASE",
    ["pulumi stack init dev"],
    "",
  ],
] as const)(
  "no stack, because %s: it says so, and which commands come first",
  async (_, answers, why, commands, said) => {
    const shell = await openInitShell();
    const { args = "", env = {} } = signIns(shell).otc ?? {};
    const stderr = said || "error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE";
    for (const key of Object.keys(answers ?? {})) shell.pulumi[key] = { ok: false, stdout: "", stderr };
    const around = answers === undefined ? { pulumi: async () => undefined } : {};
    const { out, code } = await shell.init(`${args} --json`, { env, ...around });
    expect(code).toBe(0);
    const { stack, next } = JSON.parse(out);
    expect(stack).toEqual({ name: "dev", exists: false, why: expect.stringContaining(why) });
    expect(next).toEqual(expect.arrayContaining([...commands]));
  },
);
