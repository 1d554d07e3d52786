import { execFileSync } from "node:child_process";
import { stackOwner } from "../../provider/pulumi/program/stackOwner";
import { add, file, run, shell, volume, written } from "./importing";

test("writes the file for `pulumi import`, prints only the program on stdout, and the next step on stderr", async () => {
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

test("the JSON has the same content", async () => {
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

test("an image whose source neither the cloud shows nor an option names is refused, with its id", async () => {
  const [one, other] = [add(), add({ name: "silver" })];
  const { code, out, err } = await run(
    `VolumeImage golden ${one.id} ${other.id} --source ${one.id}:${volume}`,
  );
  expect([code, out, written()]).toEqual([1, "", false]);
  expect(err).toContain(
    `- image ${other.id} does not tell enough for a program: volumeId: this argument is required`,
  );
  expect(err).toContain("What to do: give by --source what the cloud does not tell: the id of the volume");
  expect(err).toContain(`The others can be imported: give the ids ${one.id}`);
  expect(err).not.toContain(`- image ${one.id}`);
});

test("a take-over that the cloud stops lists what is marked; the same command continues from there", async () => {
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

test("an image without a mark is reported as a risk, and a marked one as still to be imported", async () => {
  const { id } = add();
  const plain = await run(`VolumeImage golden ${id} --source ${volume}`);
  expect(plain.err).toContain("Note: golden: not marked yet: another stack that imports it is not noticed");
  const marked = await run(`VolumeImage golden ${id} --source ${volume} --take-over --file other.json`);
  expect(marked.err).not.toContain("not marked yet");
  expect(marked.err).toContain("Until `pulumi import` has run, the state does not know the images");
  // Lost before it was imported: the image already has the mark of the same resource.
  const again = await run(`VolumeImage golden ${id} --source ${volume} --file third.json --json`);
  expect(JSON.parse(again.out).images).toMatchObject([{ marked: true }]);
});

test("an image that was taken over for one resource is not brought in as another, nor by a stack with the same owner", async () => {
  shell.pulumi.config = JSON.stringify({ "cloudimages:owner": { value: "acme" } });
  const { id } = add();
  expect((await run(`VolumeImage w1 ${id} --source ${volume} --take-over`)).code).toBe(0);
  const refused = await run(`VolumeImage w2 ${id} --source ${volume} --file w2.json`);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("--take-over") });
  shell.pulumi["stack --show-name"] = "acme/shop/two\n";
  const other = await run(`VolumeImage w1 ${id} --source ${volume} --file two.json`);
  expect(other).toMatchObject({
    code: 1,
    err: expect.stringContaining("bears the mark of another resource"),
  });
});

test("the command that is printed is one that a shell takes as it stands", async () => {
  const { id } = add();
  const around = { cwd: shell.folder };
  const { code, err } = await shell.run(
    `import VolumeImage golden ${id} --source ${volume} --file it's;$x.json`,
    around,
  );
  expect(code).toBe(0);
  const line = err.split("\n").find((one) => one.startsWith("    pulumi import")) ?? "";
  const words = execFileSync("sh", ["-c", `for word in ${line.trim()}; do echo "$word"; done`]).toString();
  expect(words.split("\n")).toEqual(expect.arrayContaining(["--file", "it's;$x.json"]));
});

test("--help is on stdout", async () => {
  expect(await run("--help")).toMatchObject({
    code: 0,
    out: expect.stringContaining("--name-pattern"),
    err: "",
  });
});
