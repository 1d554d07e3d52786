import { claim, image, json, owner, run, save, shell } from "./markedImages";

test("all clouds that the state, the stack and the options name are listed, once each", async () => {
  const lost = (["otc", "openstack", "huaweicloud"] as const).map((profile) => image({ profile }).id);
  save([
    { owner, cloud: "openstack" },
    { owner, cloud: "otc" },
  ]);
  const { images, clouds } = await json("--cloud huaweicloud --cloud openstack");
  expect(images.map(({ id }: { id: string }) => id).sort()).toEqual([...lost].sort());
  expect(clouds.map(({ name }: { name: string }) => name).sort()).toEqual([
    "huaweicloud",
    "openstack",
    "otc",
  ]);
});

test("a stack whose resources all name their cloud needs no default one", async () => {
  save([{ owner, cloud: "openstack" }]);
  const { code, out } = await shell.run("orphans --state state.json --json", { env: {} });
  expect(code).toBe(0);
  expect(JSON.parse(out).clouds).toHaveLength(1);
});

test("if a cloud cannot be listed the others are, and the exit code shows it", async () => {
  const { id } = image({ profile: "openstack" });
  save([
    { owner, cloud: "openstack" },
    { owner, cloud: "otc" },
  ]);
  shell.cloud.addFault({ route: "iam.createToken", times: 99, kind: "status", status: 401 });
  const { code, images, problems } = await json("--cloud missing");
  expect(code).toBe(3);
  expect(images).toMatchObject([{ id }]);
  expect(problems).toEqual([
    expect.stringContaining('There is no cloud "missing"'),
    expect.stringMatching(/^cloud "otc": log in to cloud "otc"/),
  ]);
});

test("a cloud that is connected to another project than the resource's is not taken for an empty one", async () => {
  const location = { endpoint: shell.cloud.endpoints.ims, region: "eu-de", projectId: "another" };
  save([{ imageId: "x", owner, claim, location }]);
  const { code, out } = await run();
  expect(code).toBe(3);
  expect(out).toMatch(/projectId is \w+, the resource was made in another/);
});

test("an image that is only read may be in another project: others look after it", async () => {
  const location = { endpoint: shell.cloud.endpoints.ims, region: "eu-nl", projectId: "another" };
  for (const native of [false, true]) {
    save([
      { native, owner, name: "seen", external: true, imageId: "x", location },
      { native, owner, name: "mine" },
    ]);
    expect(await json()).toMatchObject({ code: 0, problems: [] });
  }
});

test("under a changed address an image with its claim proves that it is the same cloud; without one, no list proves anything", async () => {
  const { id } = image();
  save([]);
  const [{ projectId }] = (await json("--cloud otc --owner lab")).clouds;
  const location = { endpoint: "https://old.example/image", region: "eu-de", projectId };
  save([{ imageId: id, owner, claim, location }]);
  expect(await json()).toMatchObject({ code: 0, problems: [] });
  save([{ imageId: id, owner, claim: "0".repeat(12), location }]);
  expect(await json()).toMatchObject({
    code: 3,
    problems: [expect.stringContaining(`image ${id} was made at https://old.example/image, but`)],
  });
});
