import { openTemplateLab, type TemplateLab } from "./templateLab";

let lab: TemplateLab;
afterEach(() => lab.close());

test("a template is made by one create call, looked at by one query, and taken over by its tag", async () => {
  lab = await openTemplateLab();
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args({ description: "from a snapshot", userTags: ["team:lab"] }));
  expect(lab.history()).toEqual([
    "zstack.login",
    "zstack.queryImages", // a template of ours that an earlier run has started?
    "zstack.createTemplate",
    "zstack.queryImages",
    "zstack.queryUserTags", // it is there, and nobody has claimed it
    "zstack.queryImages", // until its first copy is ready
    "zstack.showJob", // until all of them are
    "zstack.queryImages",
    "zstack.queryUserTags",
    "zstack.createUserTag", // the claim
    "zstack.showJob",
    "zstack.deleteTag",
    "zstack.showJob",
    "zstack.queryImages",
    "zstack.queryUserTags",
  ]);
  expect(lab.creates()).toBe(1);
  expect(lab.live()).toMatchObject([{ name: "golden", status: "Ready" }]);
  expect(stack.recorded).toMatchObject({
    outputs: { status: "Ready", state: "Enabled", userTags: ["team:lab"] },
  });
  expect(stack.plan(lab.args({ description: "from a snapshot", userTags: ["team:lab"] }))).toBe("same");
});

test("the outputs are ZStack's own words, with the copies on every storage", async () => {
  lab = await openTemplateLab();
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args());
  const [template] = lab.live();
  expect(stack.recorded?.outputs).toMatchObject({
    imageId: template?.uuid,
    uuid: template?.uuid,
    name: "golden",
    state: "Enabled",
    status: "Ready",
    format: expect.any(String),
    mediaType: "DataVolumeTemplate",
    url: expect.stringContaining("volumeSnapshot://"),
    sizeBytes: expect.any(Number),
    actualSizeBytes: expect.any(Number),
    snapshotUuid: lab.args().snapshotUuid,
    createDate: expect.any(String),
    backupStorageRefs: lab.storages.map((backupStorageUuid) =>
      expect.objectContaining({ backupStorageUuid, status: "Ready" }),
    ),
  });
});

test("twenty at once are looked at by one query each time", async () => {
  lab = await openTemplateLab({ settings: { templateSeconds: 20 } });
  const process = lab.process();
  const names = Array.from({ length: 20 }, (_, at) => `golden-${at}`);
  const [first] = lab.storages;
  await Promise.all(
    names.map((name) => {
      const snapshotUuid = lab.cloud.addSnapshot().uuid;
      return lab.stack(name).up(process, lab.args({ name, snapshotUuid, backupStorageUuids: [first] }));
    }),
  );
  expect(lab.live()).toHaveLength(20);
  const many = lab.cloud
    .requests()
    .filter(({ route, query }) => route === "zstack.queryImages" && /,/.test(JSON.stringify(query)));
  const looks = lab.wire().filter((route) => route === "zstack.queryImages").length;
  expect(many.length).toBeGreaterThan(3);
  expect(looks / 20).toBeLessThan(9);
  expect(lab.wire().filter((route) => route === "zstack.login")).toHaveLength(1);
});
