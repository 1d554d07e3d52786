import { add, file, run, shell, volume, written } from "./importing";
import { stateOf } from "./state";

test("if one image cannot be imported no file is written, and each such image is listed with the reason", async () => {
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

test("a cloud that cannot be reached is named, with the setting that leads there", async () => {
  const auth = { ...shell.cloud.credentials.openstack?.auth, auth_url: "http://127.0.0.1:9/v3" };
  const far = { ...shell.cloud.credentials.openstack, auth };
  shell.write("clouds.yaml", JSON.stringify({ clouds: { far } }));
  const { code, out, err } = await run(`VolumeImage golden x --cloud far --json`);
  expect([code, out]).toEqual([3, ""]);
  expect(err).toMatch(/^cloud "far": .*127\.0\.0\.1:9/m);
  expect(err).toContain('auth.auth_url in the entry "far" of clouds.yaml');
});

test.each([false, true])(
  "what the state has already is refused: an image, and a name (native: %s)",
  async (native) => {
    const { id } = add();
    shell.pulumi["stack export"] = stateOf([{ native, imageId: id, name: "other" }]);
    expect((await run(`VolumeImage golden ${id} --source ${volume}`)).err).toContain(
      "is in the state already",
    );
    shell.pulumi["stack export"] = stateOf([{ native, imageId: "another", name: "golden" }]);
    expect((await run(`VolumeImage golden ${id} --source ${volume}`)).err).toContain(
      "the state has a resource",
    );
    expect(written()).toBe(false);
  },
);

test("for an image of another kind the error names its resource", async () => {
  const { id } = add({ __data_origin: "file,exports:data.qcow2" });
  const { code, err } = await run(`VolumeImage golden ${id} --source ${volume}`);
  expect(code).toBe(1);
  expect(err).toContain("import it as a DataImage");
});

test("a file in a folder that does not exist is wrong usage, and nothing is sent before", async () => {
  for (const name of ["out/import.json", "Pulumi.yaml/import.json"]) {
    expect(await run(`VolumeImage golden some-id --file ${name}`)).toMatchObject({
      code: 2,
      err: expect.stringContaining("there is no folder"),
    });
  }
  expect(shell.cloud.requests()).toEqual([]);
});

test("a file that exists is not overwritten, and nothing is sent before", async () => {
  shell.write("cloud-images-import.json", "mine");
  expect(await run("VolumeImage golden some-id")).toMatchObject({
    code: 2,
    err: expect.stringContaining("cloud-images-import.json exists"),
  });
  expect(shell.pulumiCalls).toEqual([]);
  expect(shell.cloud.requests()).toEqual([]);
});

test.each([
  ["", "say as which resource: VolumeImage, FullEcsImage, DataImage, DataVolumeTemplate"],
  ["Image golden x", 'there is no resource "Image". It is one of VolumeImage'],
  ["volume-image golden x", 'there is no resource "volume-image". Did you mean VolumeImage?'],
  ["cloudimages:index:VolumeImages golden x", "Did you mean VolumeImage?"],
  ["VolumeImage", "say the name"],
  ["VolumeImage golden", "say which images: their ids, --tag or --name-pattern"],
  ["VolumeImage golden x --tag a=b", "not both"],
  ["VolumeImage golden x x", "image x is given twice"],
  ["VolumeImage golden x --exclude x", "--exclude goes with --tag and --name-pattern"],
  ["VolumeImage golden --tag team", "--tag team is not KEY=VALUE"],
  ["VolumeImage golden x --sauce y", "Unknown option '--sauce'"],
])("wrong usage: `import %s` reports %s", async (args, said) => {
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

test("no image of the pattern, and none of the id: exit code 1, in JSON too", async () => {
  const problemsOf = async (args: string) => {
    const { code, out } = await run(`VolumeImage golden ${args} --json`);
    expect([code, written()]).toEqual([1, false]);
    return JSON.parse(out).problems;
  };
  expect(await problemsOf("--name-pattern nothing-*")).toEqual([
    expect.stringContaining("has no image of this name and these tags"),
  ]);
  expect(await problemsOf("36369c5d-384d-4e64-b37a-56d898769362")).toEqual([
    expect.stringContaining("has no image 36369c5d"),
  ]);
});

test("of the chosen images those in the state are skipped, and those that cannot be imported can be excluded", async () => {
  const known = add({ name: "web-1" });
  const foreign = add({
    name: "web-2",
    tags: [`pulumi-cloud-images=ffffffff-${"0".repeat(20)}-ddddeeeeffff`],
  });
  const good = add({ name: "web-3" });
  shell.pulumi["stack export"] = stateOf([{ imageId: known.id, name: "other" }]);
  const command = `VolumeImage golden --name-pattern web-* --source ${volume}`;
  const { code, err } = await run(command);
  expect([code, written()]).toEqual([1, false]);
  expect(err).toContain(
    `Note: image ${known.id} is passed over: the state has it, as urn:pulumi:dev::shop::`,
  );
  expect(err).toContain(`- image ${foreign.id} bears the mark of another stack`);
  expect(err).toContain(`The others can be imported: add --exclude ${foreign.id}\n`);
  expect((await run(`${command} --exclude ${foreign.id}`)).code).toBe(0);
  expect(file().resources).toMatchObject([{ name: "golden", id: good.id }]);
});

test("where the state has all that are chosen, nothing is left to import", async () => {
  const { id } = add({ name: "web-1" });
  shell.pulumi["stack export"] = stateOf([{ native: true, imageId: id, name: "other" }]);
  expect(await run(`VolumeImage golden --name-pattern web-* --source ${id}:${volume}`)).toMatchObject({
    code: 1,
    err: expect.stringContaining("has no other image of this name and these tags"),
  });
});

test("an id that is left out must be one of those that are chosen", async () => {
  add({ name: "web-1" });
  expect(await run("VolumeImage golden --name-pattern web-* --exclude nonesuch")).toMatchObject({
    code: 2,
    err: expect.stringContaining("--exclude nonesuch: no such image is among those that are chosen"),
  });
});

test("a resource that the cloud does not have is wrong usage, reported before any image is read", async () => {
  const { id } = add();
  const { code, err } = await run(`DataVolumeTemplate golden ${id}`);
  expect(code).toBe(2);
  expect(err).toMatch(/cloud "otc" has no DataVolumeTemplate: .*zstack only/);
  expect(err).not.toContain("--source");
  expect(shell.cloud.requests()).toEqual([]);
});

test.each([
  ["VolumeImage", "otc"],
  ["VolumeImage", "huaweicloud"],
  ["VolumeImage", "openstack"],
  ["FullEcsImage", "otc-swiss"],
  ["DataImage", "huaweicloud"],
  ["DataVolumeTemplate", "zstack"],
])("a %s is searched for on %s", async (type, cloud) => {
  const { code, err } = await run(`${type} golden --name-pattern none-* --cloud ${cloud}`);
  expect(code).toBe(1);
  expect(err).toContain("has no image of this name");
});

test.each([
  ["v3.253.1", 3],
  ["v3.254.0", 0],
  ["v3.270.0-alpha.1+dirty", 0],
  ["v4.0.0", 0],
  ["dev", 0],
])("the engine %s is accepted, or refused before anything is sent to the cloud", async (version, code) => {
  shell.pulumi.version = `${version}\n`;
  const { id } = add();
  const ended = await run(`VolumeImage golden ${id} --source ${volume} --take-over`);
  expect(ended.code).toBe(code);
  if (code === 0) return;
  expect(ended.err).toContain("Pulumi v3.253.1 does not take the file that would be written");
  expect(ended.err).toContain("install Pulumi 3.254 or newer");
  expect(shell.cloud.requests()).toEqual([]);
});

test("no project, no stack, no cloud: exit code 3, and what to do", async () => {
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
