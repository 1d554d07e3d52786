import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectNameFor } from "../../../provider/cli/init/project/pulumiFile";
import { canary } from "../../lifecycle/harness/canary";
import { openInitShell, signIns, typing } from "./initShell";

async function openOtc() {
  const shell = await openInitShell();
  const { args = "", env = {} } = signIns(shell).otc ?? {};
  return { ...shell, args, env };
}

const entry = (indent: string) =>
  [
    "otc:",
    "  profile: otc",
    "  region_name: eu-de",
    "  auth:",
    "    auth_url: URL",
    "    project_name: eu-de_lab",
    "    username: demo",
    "    user_domain_name: OTC00000000001000000001",
    "    password: SECRET",
    "",
  ]
    .map((line) => (line === "" ? "" : indent + line))
    .join("\n");

test.each([
  [
    "indented by four, with comments, anchors and what comes behind",
    "# mine\nclouds:\n    # the old one\n    lab: &lab\n        profile: openstack # yes\n        auth: {auth_url: 'http://127.0.0.1:1'}\n\n    copy:\n        <<: *lab\n# the cache\ncache:\n  expiration: 3600\n",
    "        <<: *lab\n",
    "    ",
  ],
  [
    "without a line end at its end",
    "clouds:\n  lab:\n    profile: openstack",
    "    profile: openstack",
    "  ",
  ],
  [
    "with a text of several lines at its end",
    "clouds:\n  lab:\n    auth:\n      x: |\n        a\n        b\n",
    "        b\n",
    "  ",
  ],
])("a clouds.yaml %s gets the entry, and keeps every letter", async (_, text, last, indent) => {
  const shell = await openOtc();
  shell.write("images/clouds.yaml", text);
  expect(await shell.init(shell.args, { env: shell.env })).toMatchObject({ code: 0, err: "" });
  const added = entry(indent)
    .replace("URL", shell.cloud.credentials.otc.auth.auth_url)
    .replace("SECRET", canary);
  const at = text.indexOf(last) + last.length;
  const gap = last.endsWith("\n") ? "" : "\n";
  expect(shell.read("clouds.yaml")).toBe(text.slice(0, at) + gap + added + text.slice(at));
  expect(statSync(join(shell.project, "clouds.yaml")).mode & 0o777).toBe(0o600);
});

test.each([
  ["with Windows line ends", "clouds.yaml", "clouds:\r\n  lab:\r\n    profile: openstack\r\n"],
  ["in braces", "clouds.yaml", '{"clouds": {"lab": {"profile": "openstack"}}}\n'],
  ["without an entry", "clouds.yaml", "# none yet\nclouds:\n"],
  ["without clouds", "clouds.yaml", "cache: {expiration: 1}\n"],
  ["that is empty", "clouds.yml", ""],
  ["in JSON", "clouds.json", '{"clouds": {"lab": {"profile": "openstack"}}, "cache": {}}'],
])("a file %s is completed in its own form", async (_, name, text) => {
  const shell = await openOtc();
  shell.write(`images/${name}`, text);
  expect(await shell.init(shell.args, { env: shell.env })).toMatchObject({ code: 0, err: "" });
  const content = shell.read(name);
  const before = parse(text) ?? {};
  const read = name.endsWith(".json") ? JSON.parse(content) : parse(content);
  const otc = { profile: "otc", region_name: "eu-de", auth: shell.cloud.credentials.otc.auth };
  expect(read).toEqual({ ...before, clouds: { ...before.clouds, otc } });
  if (text.includes("\r\n")) expect(content.replaceAll("\r\n", "")).not.toContain("\n");
  if (text.startsWith("#")) expect(content).toContain("# none yet");
});

test("an entry is never written over: it is used as it is, or the options contradict it", async () => {
  const shell = await openOtc();
  const text = JSON.stringify({
    clouds: { otc: shell.cloud.credentials.otc, zstack: { profile: "zstack" } },
  });
  shell.write("images/clouds.yaml", text);
  const other = await shell.init("otc --region-name eu-nl --username me");
  expect(other).toMatchObject({
    code: 2,
    err: expect.stringContaining("does not say what --region-name, --username say"),
  });
  expect(await shell.init("otc --cloud zstack")).toMatchObject({
    code: 2,
    err: expect.stringContaining('the entry "zstack" of clouds.yaml is one of zstack, not of otc'),
  });
  expect(readdirSync(shell.project)).toEqual(["clouds.yaml"]);
  expect(await shell.init("otc")).toMatchObject({ code: 0 });
  expect(shell.read("clouds.yaml")).toBe(text);
});

test("the file that is found first is the one that gets the entry; secure.yaml gets the secret", async () => {
  const shell = await openOtc();
  shell.write("home/.config/openstack/clouds.yaml", "clouds:\n  lab: {profile: openstack}\n");
  shell.write("home/.config/openstack/secure.yaml", "clouds:\n  lab: {auth: {password: x}}\n");
  const { out } = await shell.init(shell.args, { env: shell.env });
  expect(out).toContain("completed  ~/.config/openstack/clouds.yaml");
  const read = (file: string) => readFileSync(join(shell.folder, "home/.config/openstack", file), "utf8");
  expect(read("clouds.yaml")).not.toContain(canary);
  expect(parse(read("secure.yaml")).clouds.otc).toEqual({ auth: { password: canary } });
  expect(readdirSync(shell.project)).not.toContain("clouds.yaml");
});

test("--clouds-yaml chooses between the project's and the user's, and says what would be hidden or not read", async () => {
  const user = await openOtc();
  expect((await user.init(`${user.args} --clouds-yaml user`, { env: user.env })).out).toContain(
    "written  ~/.config/openstack/clouds.yaml",
  );
  const own = await openOtc();
  own.write("home/.config/openstack/clouds.yaml", "clouds:\n  lab: {profile: openstack}\n");
  expect((await own.init(`${own.args} --clouds-yaml project`, { env: own.env })).out).toContain(
    "in this folder it hides the entries of ~/.config/openstack/clouds.yaml",
  );
  const both = await openOtc();
  both.write("images/clouds.yaml", "clouds: {}\n");
  expect(await both.init(`${both.args} --clouds-yaml user`, { env: both.env })).toMatchObject({
    code: 2,
    err: expect.stringContaining("would not be read, because clouds.yaml is found first"),
  });
});

test("OS_CLIENT_CONFIG_FILE names the file, also one that is not there yet; a link stays one", async () => {
  const shell = await openOtc();
  const named = await shell.init(shell.args, {
    env: { ...shell.env, OS_CLIENT_CONFIG_FILE: "../mine/clouds.yaml" },
  });
  expect(named.code).toBe(0);
  expect(readFileSync(join(shell.folder, "mine/clouds.yaml"), "utf8")).toContain("otc:");

  const linked = await openOtc();
  linked.write("dotfiles/clouds.yaml", "clouds:\n  lab: {profile: openstack}\n");
  symlinkSync("../dotfiles/clouds.yaml", join(linked.project, "clouds.yaml"));
  await linked.init(linked.args, { env: linked.env });
  expect(readlinkSync(join(linked.project, "clouds.yaml"))).toBe("../dotfiles/clouds.yaml");
  expect(readFileSync(join(linked.folder, "dotfiles/clouds.yaml"), "utf8")).toContain("otc:");
});

test("a project that is there gets what it lacks, with its comments and its order; its program stays", async () => {
  const shell = await openOtc();
  const program = 'import * as pulumi from "@pulumi/pulumi"; // mine\n';
  shell.write("images/index.ts", program);
  shell.write(
    "images/Pulumi.yaml",
    "name: shop # ours\nruntime:\n  name: nodejs\nconfig:\n  # how many\n  shop:count: 3\n",
  );
  shell.write(
    "images/package.json",
    '{\n\t"type": "module",\n\t"devDependencies": {\n\t\t"typescript": "5.9.3"\n\t}\n}\n',
  );
  shell.write("images/.gitignore", "/node_modules/\n*.log");
  const { out, code } = await shell.init(shell.args, { env: shell.env });
  expect(code).toBe(0);
  expect(out).toMatch(/completed {5}Pulumi\.yaml +now with cloudimages:cloud/);
  expect(out).toMatch(/would differ {2}index\.ts +it is yours/);
  expect(shell.read("index.ts")).toBe(program);
  expect(shell.read("Pulumi.yaml")).toBe(
    "name: shop # ours\nruntime:\n  name: nodejs\nconfig:\n  # how many\n  shop:count: 3\n  cloudimages:cloud:\n    value: otc\n",
  );
  expect(shell.read("package.json")).toBe(
    '{\n\t"type": "module",\n\t"devDependencies": {\n\t\t"typescript": "5.9.3"\n\t},\n\t"dependencies": {\n\t\t"@pulumi/pulumi": "^3.216.0"\n\t}\n}\n',
  );
  expect(shell.read(".gitignore")).toBe("/node_modules/\n*.log\nclouds.yaml\nsecure.yaml\n");
  expect(readdirSync(shell.project)).not.toContain("tsconfig.json");
});

test("a project in YAML without resources gets the program; one that has some keeps its own", async () => {
  const shell = await openOtc();
  shell.write("images/Pulumi.yaml", "name: shop\nruntime: yaml # ours\nresources: {}\n");
  await shell.init(shell.args, { env: shell.env });
  const text = shell.read("Pulumi.yaml");
  expect(text).toContain("runtime: yaml # ours\n");
  expect(Object.keys(parse(text).resources)).toEqual(["golden"]);
  const own = await openOtc();
  own.write("images/Pulumi.yaml", "name: shop\nruntime: yaml\nresources:\n  mine: {type: x}\n");
  const { out } = await own.init(`${own.args} --json`, { env: own.env });
  expect(Object.keys(parse(own.read("Pulumi.yaml")).resources)).toEqual(["mine"]);
  expect(JSON.parse(out).next.join()).not.toContain("volumeId"); // its program need not read that
});

test("another cloud in Pulumi.yaml stays, and a project in another language is refused", async () => {
  const shell = await openOtc();
  shell.write("images/Pulumi.yaml", "name: shop\nruntime: nodejs\nconfig:\n  cloudimages:cloud: prod\n");
  const { out } = await shell.init(`${shell.args} --cloud otc`, { env: shell.env });
  expect(out).toMatch(/would differ {2}Pulumi\.yaml +its cloudimages:cloud is prod, not otc/);
  for (const option of ["--name other", "--backend s3://states"]) {
    shell.write("images/Pulumi.yaml", "name: shop\nruntime: nodejs\nbackend:\n  url: file://~\n");
    expect(await shell.init(`otc ${option}`)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`init: ${option}: the Pulumi.yaml here says `),
    });
  }
  const python = await openOtc();
  python.write("images/Pulumi.yaml", "name: shop\nruntime: python\n");
  expect(await python.init(python.args, { env: python.env })).toMatchObject({
    code: 2,
    err: expect.stringContaining("the project here is in python"),
  });
});

test("a file that cannot be written: what was written before it is named, and the same command goes on", async () => {
  const shell = await openOtc();
  // A folder in the place of the draft, whoever runs the test: root may write anything.
  mkdirSync(join(shell.project, `index.ts.${process.pid}.tmp`));
  const { code, out, err } = await shell.init(shell.args, { env: shell.env });
  expect([code, out]).toEqual([3, ""]);
  expect(err).toContain("index.ts cannot be written: a draft of it is in the way (EEXIST)");
  expect(err).toContain("Before it: clouds.yaml (written), Pulumi.yaml (written)");
  expect(err).toContain("What to do: mend that, and run the same command again");
});

test("a file that changes while the questions are answered is not written over", async () => {
  const shell = await openOtc();
  const terminal = typing([]);
  const meddling = {
    ...terminal,
    ask: async (question: string, hidden?: boolean) => {
      if (question.startsWith("Write these"))
        writeFileSync(join(shell.project, "clouds.yaml"), "clouds: {}\n");
      return terminal.ask(question, hidden);
    },
  };
  const { code, err } = await shell.init(shell.args, { env: shell.env, terminal: meddling });
  expect([code, err]).toEqual([
    3,
    expect.stringContaining("clouds.yaml cannot be written: it has been changed meanwhile"),
  ]);
  expect(shell.read("clouds.yaml")).toBe("clouds: {}\n");
});

test("a clouds.yaml that everybody may read is closed when a secret gets into it", async () => {
  const shell = await openOtc();
  shell.write("images/clouds.yaml", "clouds:\n  lab:\n    profile: openstack\n");
  chmodSync(join(shell.project, "clouds.yaml"), 0o644);
  await shell.init(shell.args, { env: shell.env });
  expect(statSync(join(shell.project, "clouds.yaml")).mode & 0o777).toBe(0o600);
});

test.each([
  ["is empty", ""],
  ["is a comment", "# mine\n"],
  ["lacks its runtime", "name: mine\n"],
  ["has keys without a value", "name:\nruntime:\nconfig:\n"],
])("a Pulumi.yaml that %s is completed to one that Pulumi takes", async (_, text) => {
  const shell = await openOtc();
  shell.write("images/Pulumi.yaml", text);
  expect(await shell.init(shell.args, { env: shell.env })).toMatchObject({ code: 0, err: "" });
  const name = text.includes("mine\n") && text.startsWith("name") ? "mine" : "images";
  expect(parse(shell.read("Pulumi.yaml"))).toMatchObject({
    name,
    runtime: "nodejs",
    config: { "cloudimages:cloud": { value: "otc" } },
  });
});

test.each([
  ["a text", "images\n", "it is no mapping"],
  ["a list", "- name: images\n", "it is no mapping"],
  ["broken", "name: [\n", "it is not valid YAML"],
  [
    "one whose config is the name of a folder",
    "name: x\nruntime: nodejs\nconfig: stacks\n",
    "its config is no mapping",
  ],
])("a Pulumi.yaml that is %s is not completed, and it is said why", async (_, text, why) => {
  const shell = await openOtc();
  shell.write("images/Pulumi.yaml", text);
  const { code, err } = await shell.init(shell.args, { env: shell.env });
  expect([code, err]).toEqual([3, expect.stringContaining(`Pulumi.yaml cannot be completed: ${why}`)]);
  expect(readdirSync(shell.project)).toEqual(["Pulumi.yaml"]);
});

test("files with the line ends of Windows keep them, and a second run changes nothing", async () => {
  const shell = await openOtc();
  const windows = (text: string) => text.replaceAll("\n", "\r\n");
  const files = {
    "Pulumi.yaml": "name: x # mine\nruntime: yaml\n",
    "package.json": '{\n  "name": "x"\n}\n',
    "clouds.yaml": "clouds: {lab: {profile: openstack}}\n",
    ".gitignore": "dist\n",
  };
  for (const [file, text] of Object.entries(files)) shell.write(`images/${file}`, windows(text));
  const again = () => shell.init(`${shell.args} --yes`, { env: shell.env });
  expect(await again()).toMatchObject({ code: 0, err: "" });
  for (const file of Object.keys(files)) expect(shell.read(file)).not.toMatch(/[^\r]\n/);
  const { out } = await again();
  expect(out).toContain("Nothing had to be written");
  expect(out).toContain("pulumi config set volumeId");
});

test.each(["null", '{"clouds": null}', "{}"])("a clouds.json with %s gets the entry", async (text) => {
  const shell = await openOtc();
  shell.write("images/clouds.json", text);
  expect(await shell.init(shell.args, { env: shell.env })).toMatchObject({ code: 0, err: "" });
  expect(Object.keys(JSON.parse(shell.read("clouds.json")).clouds)).toEqual(["otc"]);
});

test.each([
  ["ünï cödé (1)", "uni-code-1"],
  [".hidden", "hidden"],
  ["-- my images --", "my-images"],
  ["日本", "images"],
])("a folder %s becomes a project that Pulumi takes: %s", (folder, name) => {
  expect(projectNameFor(join("/work", folder))).toBe(name);
});
