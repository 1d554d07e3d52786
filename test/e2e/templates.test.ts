import { testInWhole } from "../whole";
import { tellTemplate, template } from "./templateStory";

test("a template from a snapshot: preview, up, no change, update, drift, destroy; every session is logged out", async () => {
  const { stack, cloud, storages, live, creates, expectOneTemplate, expectNoSession } = await tellTemplate({
    args: `userTags: ["team:lab"]`,
  });
  await stack.preview();
  await expectNoSession();
  const up = await stack.up();
  await expectNoSession();
  expect(up.text).toMatch(/is being made from volume snapshot [0-9a-f]{32}: image [0-9a-f]{32}/);
  await expectOneTemplate();
  await stack.preview({ expectNoChanges: true });
  const [made] = live();
  expect(await stack.outputs()).toMatchObject({
    imageId: made?.uuid,
    uuid: made?.uuid,
    name: "golden",
    status: "Ready",
    userTags: ["team:lab"],
    backupStorageRefs: expect.arrayContaining(
      storages.map((backupStorageUuid) =>
        expect.objectContaining({ backupStorageUuid, status: "Ready", installPath: expect.any(String) }),
      ),
    ),
  });

  stack.setProgram(
    template(`userTags: ["team:lab", "stage:test"], description: "weekly", state: "Disabled"`),
  );
  const update = await stack.up();
  expect(update.steps).toMatchObject([{ op: "update" }]);
  await expectNoSession();
  expect(live()).toMatchObject([{ uuid: made?.uuid, description: "weekly", state: "Disabled" }]);
  expect(live()[0]?.userTags).toEqual(expect.arrayContaining(["team:lab", "stage:test"]));
  await expectOneTemplate();

  cloud.patchTemplate(made?.uuid ?? "", { name: "by hand", state: "Enabled" });
  const refresh = await stack.refresh();
  expect(refresh.text).toContain("~name");
  await expectNoSession();
  await stack.up();
  expect(live()).toMatchObject([{ uuid: made?.uuid, name: "golden", state: "Disabled" }]);
  await expectOneTemplate();

  await stack.destroy();
  await expectNoSession();
  expect(live()).toEqual([]);
  expect(cloud.templates()).toMatchObject([{ uuid: made?.uuid, status: "Deleted" }]); // it can be recovered
  expect(creates()).toBe(1);
});

testInWhole(
  "partial success: the template is kept, the missing copy is named, and the storage can be taken out of the list",
  async () => {
    const { stack, cloud, storages, creates, expectOneTemplate, expectNoSession } = await tellTemplate();
    const [first, second] = storages;
    cloud.patchBackupStorage(second, { failing: "no space left on device" });
    for (const words of [`it has no copy on backup storage ${second}`, "backupStorageUuids"]) {
      const partly = await stack.up({ mayFail: true });
      expect(partly.code).not.toBe(0);
      expect(partly.text).toContain(words);
      expect(cloud.templates()).toMatchObject([{ name: "golden", status: "Ready" }]);
      expect((await stack.resource("golden")).initErrors).toHaveLength(1);
      await expectNoSession();
    }
    await stack.config.set("storages", JSON.stringify([first]));
    const up = await stack.up();
    expect(up.steps).toMatchObject([{ op: "update" }]);
    expect(creates()).toBe(1);
    await expectOneTemplate({ on: [first] });
  },
);

testInWhole("partial success, the storage mended: a replacement has both copies", async () => {
  const { stack, cloud, storages, expectOneTemplate } = await tellTemplate();
  cloud.patchBackupStorage(storages[1], { failing: "no space left on device" });
  await stack.up({ mayFail: true });
  cloud.patchBackupStorage(storages[1], { failing: null as never });
  const { urn } = await stack.resource("golden");
  await stack.up({ args: ["--replace", urn] });
  await expectOneTemplate({ deleted: 1 });
});

test("failure, then up: no copy could be made, the cause is told, nothing is kept; mended, the next up makes it", async () => {
  const { stack, cloud, storages, live, expectOneTemplate, expectNoSession } = await tellTemplate();
  for (const uuid of storages) cloud.patchBackupStorage(uuid, { failing: "no space left on device" });
  const failed = await stack.up({ mayFail: true });
  expect(failed.code).not.toBe(0);
  expect(failed.text).toContain("no space left on device");
  await expectNoSession();
  expect(await stack.resource("golden")).toBeUndefined();
  expect(live()).toEqual([]);
  for (const uuid of storages) cloud.patchBackupStorage(uuid, { failing: null as never });
  await stack.up();
  await expectOneTemplate();
});

/** What happens between a destroy and the next up when somebody recovers the template in ZStack. */
testInWhole("one that was deleted and recovered is nobody's: it stays, and up makes another", async () => {
  const { stack, cloud, live } = await tellTemplate();
  await stack.up();
  const { id } = await stack.resource("golden");
  await stack.destroy();
  cloud.patchTemplate(id, { status: "Ready" });
  await stack.up();
  expect(live()).toHaveLength(2);
  expect((await stack.resource("golden")).id).not.toBe(id);
  await stack.destroy();
  expect(live()).toMatchObject([{ uuid: id }]);
});

describe("delete", () => {
  testInWhole("with expunge nothing is left, not even what could be recovered", async () => {
    const { stack, cloud, expectOneTemplate, expectNoSession } = await tellTemplate({
      args: "expunge: true",
    });
    await stack.up();
    await expectOneTemplate();
    await stack.destroy();
    expect(cloud.templates()).toEqual([]);
    await expectNoSession();
  });

  testInWhole("without, it can be recovered; what ZStack refuses goes with Enforcing", async () => {
    const { stack, cloud, live } = await tellTemplate();
    await stack.up();
    const { id } = await stack.resource("golden");
    cloud.patchTemplate(id, { deletionRefusal: "three volumes use it" });
    const refused = await stack.destroy({ mayFail: true });
    expect(refused.code).not.toBe(0);
    expect(refused.text).toContain("three volumes use it");
    expect(live()).toHaveLength(1);
    stack.setProgram(template(`deleteMode: "Enforcing"`));
    await stack.up();
    await stack.destroy();
    expect(cloud.templates()).toMatchObject([{ uuid: id, status: "Deleted" }]);
  });
});

testInWhole(
  "destroy, then up, twice: each time one template, of another uuid, for none is taken twice",
  async () => {
    const { stack, live, expectOneTemplate } = await tellTemplate();
    const uuids = new Set<string>();
    for (const deleted of [0, 1, 2]) {
      await stack.up();
      await expectOneTemplate({ deleted });
      uuids.add(live()[0]?.uuid ?? "");
      await stack.destroy();
      expect(live()).toEqual([]);
    }
    expect(uuids.size).toBe(3);
  },
);

describe("each way to sign in makes a template", () => {
  testInWhole.each(["zstack-user", "zstack-accesskey"] as const)("%s", async (entry) => {
    const { stack, live, expectOneTemplate, expectNoSession } = await tellTemplate({ entry });
    await stack.up();
    await expectOneTemplate();
    await stack.destroy();
    expect(live()).toEqual([]);
    await expectNoSession();
  });
});

testInWhole("what the preflight refuses is told by preview; that session is logged out too", async () => {
  const { stack, cloud, creates, expectNoSession } = await tellTemplate({
    config: { "cloudimages:preflight": "error" },
  });
  const [snapshot] = cloud.snapshots();
  cloud.patchSnapshot(snapshot?.uuid ?? "", { state: "Disabled" });
  const preview = await stack.preview({ mayFail: true });
  expect(preview.code).not.toBe(0);
  expect(preview.text).toContain("is Disabled; it must be Enabled");
  await expectNoSession();
  await stack.up({ mayFail: true });
  await expectNoSession();
  expect(creates()).toBe(0);
});

test("plan-time validation: a wrong uuid, name, list and cloud are told by preview, before anything is sent", async () => {
  const { stack, cloud, storages } = await tellTemplate();
  const [storage] = storages;
  const refusal = async (args: string) => {
    stack.setProgram(`import { DataVolumeTemplate } from "pulumi-cloud-images";
new DataVolumeTemplate("golden", { ${args} });`);
    const preview = await stack.preview({ mayFail: true });
    expect(preview.code).not.toBe(0);
    return preview.text;
  };
  const dashed = await refusal(
    `snapshotUuid: "6c8c6b0e-a984-4ff3-bc58-cc46b2fde6ce", backupStorageUuids: []`,
  );
  for (const words of ["32 digits without dashes", "backupStorageUuids"]) expect(dashed).toContain(words);
  const twice = await refusal(
    `name: " golden", snapshotUuid: "${storage}", backupStorageUuids: ["${storage}", "${storage}"]`,
  );
  for (const words of ["blanks off both ends of a name", "is given twice"]) expect(twice).toContain(words);
  const elsewhere = await refusal(
    `snapshotUuid: "${storage}", backupStorageUuids: ["${storage}"], cloud: "otc"`,
  );
  expect(elsewhere).toContain("data volume templates exist on");
  expect(cloud.requests()).toEqual([]);
});
