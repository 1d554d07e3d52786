import type { Props } from "../../../provider/lifecycle/state/inputs";
import { type Lab, openLab } from "../harness/lab";
import type { Recorded } from "../harness/stack";
import { template } from "../harness/subjects";
import { storagesOf } from "./storagesOf";

let lab: Lab;
afterEach(() => lab.close());

test("a template is made by one create call, polled by one query, and taken over by its tag", async () => {
  lab = await openLab(template);
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
  expect(lab.templates()).toMatchObject([{ name: "golden", status: "Ready" }]);
  expect(stack.recorded).toMatchObject({
    outputs: { status: "Ready", state: "Enabled", userTags: ["team:lab"] },
  });
  expect(stack.plan(lab.args({ description: "from a snapshot", userTags: ["team:lab"] }))).toBe("same");
});

test("the outputs are ZStack's own words, with the copies on every storage", async () => {
  lab = await openLab(template);
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args());
  const [made] = lab.templates();
  expect(stack.recorded?.outputs).toMatchObject({
    imageId: made?.uuid,
    uuid: made?.uuid,
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
    backupStorageRefs: storagesOf(lab).map((backupStorageUuid) =>
      expect.objectContaining({ backupStorageUuid, status: "Ready" }),
    ),
  });
});

test("what somebody else sets on it is shown, and a state of before that is no difference", async () => {
  lab = await openLab(template);
  const [first, second] = storagesOf(lab);
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args());
  const { uuid = "" } = lab.templates()[0] ?? {};
  expect(stack.recorded?.outputs).toMatchObject({ system: false });
  expect(stack.recorded?.outputs).not.toHaveProperty("platform");
  const older = ({
    platform: _,
    guestOsType: __,
    system: ___,
    backupStorageRefs,
    ...rest
  }: Props): Props => ({
    ...rest,
    backupStorageRefs: (backupStorageRefs as Props[]).map(
      ({ createDate: _, lastOpDate: __, ...before }) => before,
    ),
  });
  const recorded = stack.recorded as Recorded;
  stack.recorded = { ...recorded, outputs: older(recorded.outputs) };
  expect(stack.plan(lab.args())).toBe("same");

  const exported = {
    exportUrl: "http://10.0.0.3:8001/zstore/i.qcow2?token=canary",
    exportMd5Sum: "d41d8cd9",
  };
  lab.cloud.patchTemplate(uuid, {
    platform: "Linux",
    guestOsType: "CentOS 7",
    backupStorageRefs: [{ backupStorageUuid: first, ...exported }, { backupStorageUuid: second }],
  });
  await stack.refresh(lab.process());
  expect(stack.recorded?.outputs).toMatchObject({
    platform: "Linux",
    guestOsType: "CentOS 7",
    system: false,
    backupStorageRefs: [
      {
        backupStorageUuid: first,
        exportUrl: "http://10.0.0.3:8001/zstore/i.qcow2",
        exportMd5Sum: "d41d8cd9",
        createDate: expect.any(String),
        lastOpDate: expect.any(String),
      },
      { backupStorageUuid: second, createDate: expect.any(String) },
    ],
  });
  expect(stack.plan(lab.args())).toBe("same");
  await stack.up(lab.process(), lab.args({ description: "exported" }));
  expect(lab.templates()).toMatchObject([{ uuid, description: "exported" }]);
  expect(JSON.stringify(stack.recorded)).not.toContain("canary");
});

test("twenty at once are polled by one query each time", async () => {
  lab = await openLab(template, { settings: { templateSeconds: 20 } });
  const process = lab.process();
  const names = Array.from({ length: 20 }, (_, at) => `golden-${at}`);
  const [first] = storagesOf(lab);
  await Promise.all(
    names.map((name) => {
      const snapshotUuid = lab.cloud.addSnapshot().uuid;
      return lab.stack(name).up(process, lab.args({ name, snapshotUuid, backupStorageUuids: [first] }));
    }),
  );
  expect(lab.templates()).toHaveLength(20);
  const many = lab.cloud
    .requests()
    .filter(({ route, query }) => route === "zstack.queryImages" && /,/.test(JSON.stringify(query)));
  const looks = lab.wire().filter((route) => route === "zstack.queryImages").length;
  expect(many.length).toBeGreaterThan(3);
  expect(looks / 20).toBeLessThan(9);
  expect(lab.wire().filter((route) => route === "zstack.login")).toHaveLength(1);
});
