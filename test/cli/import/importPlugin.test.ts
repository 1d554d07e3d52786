import { execFileSync } from "node:child_process";
import { pluginOwner } from "../../../provider/pulumi/program/stackOwner";
import { nativeToken } from "../../../provider/pulumi/tokens";
import { add, run, shell, volume, written } from "../importing";
import { stateOf } from "../state";

beforeEach(() => {
  shell.write("Pulumi.yaml", "name: shop\nruntime: yaml\n");
  shell.write("Pulumi.dev.yaml", "encryptionsalt: v1:salt\n");
});

/** The words of a printed command, as a shell takes them. */
function wordsOf(command: string): string[] {
  const words = execFileSync("sh", ["-c", command.replace(/^pulumi/, "printf '%s\\0'")], {
    encoding: "utf8",
  });
  return words.split("\0").slice(0, -1);
}

test("where the plugin reads images, the command is printed that imports one, with the source behind the id; no file is written", async () => {
  const { id } = add();
  const { code, out, err } = await run(`VolumeImage golden ${id} --source ${volume} --cloud otc`);
  expect([code, written()]).toEqual([0, false]);
  expect(out).toBe(
    `pulumi import cloudimages:index:VolumeImage golden '${id}?source=${volume}&cloud=otc' --protect=false\n`,
  );
  expect(err).toContain('1 image of cloud "otc" read.\n');
  expect(err).toContain("run the command above, put the program text that it prints into the program");
  expect(err).toContain("    pulumi preview\nwhich shows no change.\n");
});

test("what the cloud tells does not stand behind the id", async () => {
  const { id } = add({ __data_origin: `volume,${volume}` });
  const { code, out } = await run(`VolumeImage golden ${id}`);
  expect([code, out]).toEqual([
    0,
    `pulumi import cloudimages:index:VolumeImage golden ${id} --protect=false\n`,
  ]);
});

test("several chosen images have a command each, and a source each; the state's are left out", async () => {
  const named = (name: string) => add({ name, tags: ["team=lab"] }).id;
  const [known, one, other] = [named("a"), named("b"), named("c")];
  shell.pulumi["stack export"] = stateOf([{ native: true, imageId: known, name: "golden" }]);
  const own = "26369c5d-384d-4e64-b37a-56d898769362";
  const { code, out, err } = await run(
    `VolumeImage web --tag team=lab --source ${volume} --source ${other}:${own} --stack dev`,
  );
  expect(code).toBe(0);
  expect(out.trimEnd().split("\n").map(wordsOf)).toEqual([
    [
      "import",
      nativeToken("VolumeImage"),
      "web-1",
      `${one}?source=${volume}`,
      "--protect=false",
      "--stack",
      "dev",
    ],
    [
      "import",
      nativeToken("VolumeImage"),
      "web-2",
      `${other}?source=${own}`,
      "--protect=false",
      "--stack",
      "dev",
    ],
  ]);
  expect(err).toContain(
    `image ${known} is passed over: the state has it, as urn:pulumi:dev::shop::cloudimages:index:`,
  );
  expect(err).toContain("run the commands above, put the program text that they print");
});

test.each([
  ["--golden", "disks/2026&more/it's100%.qcow2"],
  ["golden image", "a+b=c?d#e.qcow2"],
])(
  "the name %j and any source are what a shell hands on, and what the id says when it is read",
  async (name, object) => {
    const { id } = add({ sourceType: "file", imageType: "DataDisk" });
    const source = `exports:${object}`;
    const { code, out, err } = await shell.run(["import", "DataImage", "--source", source, "--", name, id]);
    expect([code, err]).toEqual([0, expect.stringContaining("What to do: run the command above")]);
    const words = wordsOf(out.trimEnd());
    expect(words).toContain(name);
    const [, behind = ""] = words.find((word) => word.startsWith(id))?.split(/\?(.*)/s) ?? [];
    expect(new URLSearchParams(behind.replaceAll("+", "%2B")).get("source")).toBe(source); // as the plugin reads it
  },
);

test("the JSON has the command and the plugin's token, and neither a file nor a program", async () => {
  const { id } = add();
  const { code, out } = await run(`VolumeImage golden ${id} --source ${volume} --json`);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    file: null,
    program: null,
    command: `pulumi import cloudimages:index:VolumeImage golden '${id}?source=${volume}' --protect=false`,
    images: [{ id, name: "golden", type: "cloudimages:index:VolumeImage", args: { volumeId: volume } }],
  });
});

test("--take-over marks the image for the stack as the plugin does, which is not told the organization", async () => {
  const { id } = add();
  expect((await run(`VolumeImage golden ${id} --source ${volume} --take-over`)).code).toBe(0);
  const owner = pluginOwner({ project: "shop", stack: "dev" }, shell.folder);
  const [{ tags } = { tags: [] }] = shell.cloud.images();
  expect(tags).toEqual([expect.stringMatching(`^pulumi-cloud-images=${owner}-`)]);
  // The mark is the resource's own, so the plugin's import keeps it.
  const again = await run(`VolumeImage golden ${id} --source ${volume} --json`);
  expect(JSON.parse(again.out).images).toMatchObject([{ marked: true }]);
});

test("a parent and a configuration file go along", async () => {
  const component = "urn:pulumi:dev::shop::my:infra:Images::main";
  const { deployment, ...state } = JSON.parse(stateOf([]));
  const resources = [...deployment.resources, { urn: component, type: "my:infra:Images" }];
  shell.pulumi["stack export"] = JSON.stringify({ ...state, deployment: { ...deployment, resources } });
  shell.write("ci.yaml", "{}");
  const { out } = await run(
    `VolumeImage golden ${add().id} --source ${volume} --parent ${component} --config-file ci.yaml`,
  );
  expect(wordsOf(out.trimEnd())).toEqual(
    expect.arrayContaining(["--parent", `parent=${component}`, "--config-file", "ci.yaml"]),
  );
});

test("a stack in which the plugin would make no image gets none imported either", async () => {
  shell.write("Pulumi.dev.yaml", "config: {}\n");
  const { code, out, err } = await run(`VolumeImage golden ${add().id} --source ${volume}`);
  expect([code, out]).toEqual([3, ""]);
  expect(err).toContain("pulumi config set cloudimages:owner acme/shop/dev");
});

test("--file is wrong usage there, and images that cannot be imported are listed as ever", async () => {
  const { id } = add();
  expect(await run(`VolumeImage golden ${id} --source ${volume} --file x.json`)).toMatchObject({
    code: 2,
    err: expect.stringContaining("`pulumi import` needs no file"),
  });
  const { code, out, err } = await run(`VolumeImage golden ${id}`);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("What to do: give by --source what the cloud does not tell: the id of the volume");
});
