import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stackOwner } from "../../provider/pulumi/stackOwner";
import { openShell, type Shell } from "./shell";
import { stateOf } from "./state";

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  shell.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  shell.pulumi["stack export"] = stateOf([]);
  shell.pulumi["stack --show-name"] = "acme/shop/dev\n";
  shell.pulumi.config = "{}";
});

const volume = "16369c5d-384d-4e64-b37a-56d898769362";
const add = (more: object = {}) => shell.cloud.addImage({ profile: "otc", name: "golden", ...more });
const run = (args: string) => shell.run(`import ${args}`);
const file = () => JSON.parse(readFileSync(join(shell.folder, "cloud-images-import.json"), "utf8"));
const written = () => existsSync(join(shell.folder, "cloud-images-import.json"));

test("writes the file for `pulumi import`, prints the program alone on stdout, and says what to do", async () => {
  const { id } = add({ tags: ["team=lab"] });
  const { code, out, err } = await run(`VolumeImage golden ${id} --source ${volume}`);
  expect(code).toBe(0);
  expect(out).toBe(`import { VolumeImage } from "pulumi-cloud-images";

const golden = new VolumeImage("golden", {
  volumeId: "${volume}",
  tags: {
    team: "lab",
  },
});
`);
  expect(err).toContain(
    "pulumi import --file cloud-images-import.json --generate-code=false --protect=false",
  );
  const identity = { organization: "acme", project: "shop", stack: "dev" };
  const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/cloudimages:VolumeImage::golden";
  const hidden = {
    __provider: 'exports.handler=()=>require("pulumi-cloud-images/dynamic").volumeImage;',
    __urn: urn,
    __owner: stackOwner(identity, shell.folder),
  };
  expect(file().resources).toMatchObject([
    {
      type: "pulumi-nodejs:dynamic/cloudimages:VolumeImage",
      name: "golden",
      id,
      inputs: { name: "golden", volumeId: volume, tags: { team: "lab" }, ...hidden },
      outputs: {
        imageId: id,
        stateVersion: 1,
        claim: expect.stringMatching(/^[0-9a-f]{12}$/),
        region: "eu-de",
        __args: { plaintext: expect.stringContaining(volume) },
        ...hidden,
      },
    },
  ]);
});

test("several get numbers in the order of their names, a source each or one for all, and variables of their own", async () => {
  const ids = ["b", "a"].map((name) => add({ name: `web-${name}`, tags: ["team=lab"] }).id);
  add({ name: "web-c" });
  const other = "26369c5d-384d-4e64-b37a-56d898769362";
  const { code, out } = await run(
    `VolumeImage web-server --tag team=lab --name-pattern web-? --source ${volume} --source ${ids[0]}:${other}`,
  );
  expect(code).toBe(0);
  expect(out).toContain('const webServer1 = new VolumeImage("web-server-1", {\n  name: "web-a",');
  expect(
    file().resources.map(({ id, inputs }: Record<string, Record<string, string>>) => [id, inputs?.volumeId]),
  ).toEqual([
    [ids[1], volume],
    [ids[0], other],
  ]);
});

test("in JSON it says the same", async () => {
  const { id } = add();
  const { code, out, err } = await run(`volumeimage golden ${id} --source ${volume} --json`);
  expect(code).toBe(0);
  expect(err).toBe("");
  expect(JSON.parse(out)).toMatchObject({
    cloud: "otc",
    file: "cloud-images-import.json",
    command: expect.stringContaining("pulumi import --file"),
    program: expect.stringContaining("new VolumeImage"),
    images: [{ id, name: "golden", args: { volumeId: volume }, marked: false }],
    problems: [],
  });
});

test("one image that cannot be imported keeps all from being written, and each says why", async () => {
  const good = add();
  const saving = add({ status: "saving" });
  const gone = "36369c5d-384d-4e64-b37a-56d898769362";
  const { code, out, err } = await run(
    `VolumeImage golden ${good.id} ${saving.id} ${gone} --source ${volume}`,
  );
  expect([code, out, written()]).toEqual([1, "", false]);
  expect(err).toContain(`image ${saving.id} is saving: only one that can be used is imported`);
  expect(err).toContain(`has no image ${gone}`);
});

test("what an image was made from is asked for by its id, where the cloud does not tell it and nobody said it", async () => {
  const [one, other] = [add(), add({ name: "silver" })];
  const { code, out, err } = await run(
    `VolumeImage golden ${one.id} ${other.id} --source ${one.id}:${volume}`,
  );
  expect([code, out, written()]).toEqual([1, "", false]);
  expect(err).toContain(
    `- image ${other.id} does not tell enough for a program: volumeId: this argument is required`,
  );
  expect(err).toContain('What to do: give what the cloud does not tell: --source "the id of the volume');
  expect(err).not.toContain(one.id);
});

test("a take-over that the cloud stops says what is marked; the same command goes on from there", async () => {
  const ids = ["a", "b"].map((name) => add({ name }).id);
  shell.cloud.addFault({ route: "ims.tagAction", nth: 2, times: 9, kind: "status", status: 403 });
  const command = `VolumeImage golden ${ids.join(" ")} --source ${volume} --take-over`;
  const { code, out, err } = await run(command);
  expect([code, out, written()]).toEqual([3, "", false]);
  expect(err).toContain(
    `cloud "otc": image ${ids[1]} could not be marked, 1 before it are marked, and no file`,
  );
  const marks = () => shell.cloud.images().map(({ tags }) => tags.find((tag) => tag.startsWith("pulumi")));
  const [first] = marks();
  shell.cloud.clearFaults();
  expect((await run(command)).code).toBe(0);
  expect(marks()).toEqual([first, expect.stringMatching(/^pulumi-cloud-images=/)]);
});

test("a cloud that cannot be reached is named, with what finds out why", async () => {
  const auth = { ...shell.cloud.credentials.openstack?.auth, auth_url: "http://127.0.0.1:9/v3" };
  const far = { ...shell.cloud.credentials.openstack, auth };
  shell.write("clouds.yaml", JSON.stringify({ clouds: { far } }));
  const { code, out, err } = await run(`VolumeImage golden x --cloud far --json`);
  expect([code, out]).toEqual([3, ""]);
  expect(err).toMatch(/^cloud "far": .*127\.0\.0\.1:9/m);
  expect(err).toContain("pulumi-cloud-images doctor");
});

test("what the state has already is refused: an image, and a name", async () => {
  const { id } = add();
  shell.pulumi["stack export"] = stateOf([{ imageId: id, name: "other" }]);
  expect((await run(`VolumeImage golden ${id} --source ${volume}`)).err).toContain("is in the state already");
  shell.pulumi["stack export"] = stateOf([{ imageId: "another", name: "golden" }]);
  expect((await run(`VolumeImage golden ${id} --source ${volume}`)).err).toContain(
    "the state has a resource",
  );
  expect(written()).toBe(false);
});

test("an image of another kind says which resource is its own", async () => {
  const { id } = add({ __data_origin: "file,exports:data.qcow2" });
  const { code, err } = await run(`VolumeImage golden ${id} --source ${volume}`);
  expect(code).toBe(1);
  expect(err).toContain("import it as a DataImage");
});

test("a file in a folder that is not there is wrong usage, and nothing is asked before", async () => {
  expect(await run("VolumeImage golden some-id --file out/import.json")).toMatchObject({
    code: 2,
    err: expect.stringContaining("there is no folder"),
  });
  expect(shell.cloud.requests()).toEqual([]);
});

test("a file that exists is not overwritten, and nothing is asked before", async () => {
  shell.write("cloud-images-import.json", "mine");
  expect(await run("VolumeImage golden some-id")).toMatchObject({
    code: 2,
    err: expect.stringContaining("cloud-images-import.json exists"),
  });
  expect(shell.asked).toEqual([]);
  expect(shell.cloud.requests()).toEqual([]);
});

test.each([
  ["", "say as which resource: VolumeImage, FullEcsImage, DataImage, DataVolumeTemplate"],
  ["Image golden x", 'there is no resource "Image"'],
  ["VolumeImage", "say the name"],
  ["VolumeImage gol/den x", "other characters than"],
  ["VolumeImage golden", "say which images: their ids, --tag or --name-pattern"],
  ["VolumeImage golden x --tag a=b", "not both"],
  ["VolumeImage golden x x", "image x is given twice"],
  ["VolumeImage golden --tag team", "--tag team is not KEY=VALUE"],
  ["VolumeImage golden x --sauce y", "Unknown option '--sauce'"],
])("wrong usage: `import %s` says %s", async (args, said) => {
  const { code, out, err } = await run(args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(said);
  expect(err).toContain("pulumi-cloud-images import --help");
  expect(shell.cloud.requests()).toEqual([]);
});

test.each([
  ["16369c5d", "is not what a VolumeImage is made from: the id of the volume"],
  [`46369c5d-384d-4e64-b37a-56d898769362:${volume}`, "no such image is among those"],
])("a --source %s is wrong usage", async (source, said) => {
  const { id } = add();
  expect(await run(`VolumeImage golden ${id} --source ${source}`)).toMatchObject({
    code: 2,
    err: expect.stringContaining(said),
  });
});

test("no image of the pattern, no project, no stack, no cloud: exit code 3, and what to do", async () => {
  expect(await run("VolumeImage golden --name-pattern nothing-*")).toMatchObject({
    code: 3,
    err: expect.stringContaining("has no image of this name and these tags"),
  });
  expect(await shell.run("import VolumeImage golden x", { cwd: "/" })).toMatchObject({
    code: 3,
    err: expect.stringContaining("no Pulumi project here"),
  });
  expect(await run("VolumeImage golden x --cloud nowhere")).toMatchObject({ code: 3 });
  shell.pulumi["stack --show-name"] = { ok: false, stdout: "", stderr: "error: no stack selected" };
  expect(await run("VolumeImage golden x")).toMatchObject({
    code: 3,
    err: expect.stringContaining("no stack selected"),
  });
});

test("--help is on stdout", async () => {
  expect(await run("--help")).toMatchObject({
    code: 0,
    out: expect.stringContaining("--name-pattern"),
    err: "",
  });
});
