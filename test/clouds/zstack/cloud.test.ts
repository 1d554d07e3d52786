import { randomUUID } from "node:crypto";
import type { Cloud } from "../../../provider/clouds/cloud";
import type { Image } from "../../../provider/clouds/image";
import { OUR_TAG } from "../../../provider/resources/issues";
import { type Entry, openZstackLab, type ZstackLab } from "./zstackLab";

const marker = "0123abcd-0123456789abcdef0123";
const claimed = `${marker}-cafecafecafe`;
const mark = { [OUR_TAG]: marker };
const notThere = { name: "NotFoundError", fromService: true };
const newUuid = () => randomUUID().replaceAll("-", "");

let lab: ZstackLab;
let cloud: Cloud;
beforeEach(async () => {
  lab = await openZstackLab();
  cloud = lab.open();
});
afterEach(() => lab.local.close());

const templates = () => cloud.templates as NonNullable<Cloud["templates"]>;

/** Sends a create from a new snapshot to a new store. */
async function begin(to: Cloud = cloud) {
  const snapshotUuid = lab.local.addSnapshot().uuid;
  const backupStorageUuids = [lab.local.addBackupStorage().uuid];
  const ids = { imageUuid: newUuid(), jobUuid: newUuid() };
  const userTags = ["owner:team-a", `${OUR_TAG}=${marker}`];
  const request = { name: "tmpl", snapshotUuid, backupStorageUuids, userTags };
  const send = () => (to.templates as NonNullable<Cloud["templates"]>).create(request, ids);
  return { ...ids, snapshotUuid, backupStorageUuids, send };
}

const untilReady = (id: string, of: Cloud = cloud): Promise<Image> =>
  of.images.wait({
    key: id,
    deadline: lab.clock.now() + 3_600_000,
    judge: (image) =>
      image?.phase === "active"
        ? { state: "done", result: image }
        : { state: "pending", step: image?.status ?? "-" },
  });

async function made(): Promise<Image> {
  const { imageUuid, jobUuid, send } = await begin();
  await send();
  await untilReady(imageUuid);
  for (let job = await cloud.jobs?.show(jobUuid); job?.state === "running"; ) {
    await lab.clock.sleep(1000);
    job = await cloud.jobs?.show(jobUuid);
  }
  return (await cloud.showImage(imageUuid)) as Image;
}

test.each<Entry>(["zstack", "zstack-user", "zstack-accesskey"])(
  "a template's whole life as %s",
  async (entry) => {
    cloud = lab.open(entry);
    const { imageUuid, jobUuid, snapshotUuid, backupStorageUuids, send } = await begin();
    expect(await templates().showSnapshot(snapshotUuid)).toMatchObject({ status: "Ready", state: "Enabled" });
    expect(await templates().backupStorages(backupStorageUuids)).toMatchObject([{ status: "Connected" }]);
    expect(await templates().existing([imageUuid])).toEqual([]);

    expect(await send()).toBe("accepted");
    expect(await send()).toBe("duplicate");
    expect(await cloud.showImage(imageUuid)).toMatchObject({
      phase: "pending",
      status: "Creating",
      tags: mark,
    });
    expect(await cloud.jobs?.show(jobUuid)).toMatchObject({ state: "running" });
    expect((await cloud.imagesTagged({ key: OUR_TAG, value: marker })).map(({ id }) => id)).toEqual([
      imageUuid,
    ]);
    expect((await untilReady(imageUuid)).template?.userTags).toEqual([]);
    await lab.clock.sleep(5000);
    expect(await cloud.jobs?.show(jobUuid)).toMatchObject({ state: "succeeded", imageId: imageUuid });

    const image = (await cloud.showImage(imageUuid)) as Image;
    expect(image).toMatchObject({ name: "tmpl", phase: "active", tags: mark });
    expect(image.template).toMatchObject({
      mediaType: "DataVolumeTemplate",
      userTags: ["owner:team-a"],
      backupStorages: [{ backupStorageUuid: backupStorageUuids[0], status: "Ready" }],
    });

    const change = {
      name: "web",
      description: "d",
      state: "Disabled",
      userTags: ["b"],
      tags: { [OUR_TAG]: claimed },
    };
    const changed = await cloud.changeImage(image, change, "tags");
    expect(changed).toMatchObject({ name: "web", description: "d", tags: { [OUR_TAG]: claimed } });
    expect(changed.template).toMatchObject({ state: "Disabled", userTags: ["b"] });
    expect((await cloud.changeImage(changed, { description: "" }, "tags")).description).toBe("");
    expect(await cloud.exactTags(changed)).toEqual({ [OUR_TAG]: claimed });
    expect(await cloud.imagesTagged({ key: OUR_TAG, value: marker })).toEqual([]);
    expect((await cloud.imagesNamed("web")).map(({ id, tags }) => ({ id, tags }))).toEqual([
      { id: imageUuid, tags: { [OUR_TAG]: claimed } },
    ]);
    expect(await cloud.allImages()).toHaveLength(1);

    await cloud.deleteImage(imageUuid, { template: { deleteMode: "Permissive" } });
    await expect(cloud.showImage(imageUuid)).rejects.toMatchObject(notThere);
    expect(await cloud.allImages()).toEqual([]);
    expect(await templates().existing([imageUuid])).toEqual([{ uuid: imageUuid, deleted: true }]);
    await templates().expunge(imageUuid);
    expect(await templates().existing([imageUuid])).toEqual([]);
    await templates().expunge(imageUuid);
    await cloud.deleteImage(imageUuid, {});
    await cloud.close?.();
    expect(lab.local.zstackSessions()).toEqual([]);
  },
);

test("all answers are of a kind that the local cloud finds nothing wrong with", async () => {
  await cloud.changeImage(await made(), { name: "n", tags: { [OUR_TAG]: claimed } }, "tags");
  await cloud.allImages();
  expect(lab.local.requests().flatMap(({ warnings }) => warnings)).toEqual([]);
});

test("a change that changes nothing sends reads only", async () => {
  const image = await made();
  lab.wire();
  await cloud.changeImage(image, { name: "tmpl", userTags: ["owner:team-a"], tags: mark }, "tags");
  expect(lab.wire().filter((route) => !route.startsWith("zstack.query"))).toEqual([]);
});

test("the claim is written before the mark without one is taken away", async () => {
  const image = await made();
  lab.wire();
  await cloud.changeImage(image, { name: "web", tags: { [OUR_TAG]: claimed } }, "tags");
  const changing = lab.wire().filter((route) => /imageAction|UserTag$|deleteTag/.test(route));
  expect(changing).toEqual(["zstack.imageAction", "zstack.createUserTag", "zstack.deleteTag"]);
});

test("what the cloud refuses in its job is reported in its own words", async () => {
  const image = await made();
  lab.local.patchTemplate(image.id, { deletionRefusal: "volumes were made of it" });
  await expect(cloud.deleteImage(image.id, { template: { deleteMode: "Permissive" } })).rejects.toMatchObject(
    {
      name: "ConflictError",
      code: "SYS.1004",
      message: expect.stringContaining("volumes were made of it"),
    },
  );
  await cloud.deleteImage(image.id, { template: { deleteMode: "Enforcing" } });
  await expect(cloud.showImage(image.id)).rejects.toMatchObject(notThere);
  await expect(templates().expunge((await made()).id)).rejects.toMatchObject({ code: "SYS.1006" });
});

test("a store that cannot take it fails the job, with the reason that stands in the causes", async () => {
  const { backupStorageUuids, jobUuid, imageUuid, send } = await begin();
  lab.local.patchBackupStorage(backupStorageUuids[0] ?? "", { status: "Disconnected" });
  await send();
  await lab.clock.sleep(600_000);
  expect(await cloud.jobs?.show(jobUuid)).toMatchObject({
    state: "failed",
    failure: {
      code: "SYS.1006",
      reason: expect.stringContaining("can not satisfy"),
      hint: expect.any(String),
    },
  });
  await expect(cloud.showImage(imageUuid)).rejects.toMatchObject(notThere);
});

test("a session that expired between two calls is renewed, whatever the call", async () => {
  const image = await made();
  await lab.clock.sleep(7_200_000);
  const changed = await cloud.changeImage(image, { name: "web", tags: { [OUR_TAG]: claimed } }, "tags");
  expect(changed).toMatchObject({ name: "web", tags: { [OUR_TAG]: claimed } });
  await lab.clock.sleep(7_200_000);
  await cloud.deleteImage(image.id, {});
  await expect(cloud.showImage(image.id)).rejects.toMatchObject(notThere);
  await lab.clock.sleep(7_200_000);
  const { send } = await begin();
  expect(await send()).toBe("accepted");
  expect(lab.local.zstackJobs().at(-1)).toMatchObject({ status: "processing", error: null });
});

test.each(["Asia/Shanghai", "UTC"])("access keys find out that the cloud's clock is in %s", async (zone) => {
  lab.local.configure({ zstackTimeZone: zone });
  cloud = lab.open("zstack-accesskey");
  expect(await cloud.allImages()).toEqual([]);
  expect(lab.warnings).toEqual([]);
});

test("access keys need the zone to be set where the cloud's clock is somewhere else", async () => {
  lab.local.configure({ zstackTimeZone: "America/Los_Angeles" });
  await expect(lab.open("zstack-accesskey").allImages()).rejects.toMatchObject({
    name: "CredentialsError",
    hint: expect.stringContaining("time_zone"),
  });
  lab.local.configure({ zstackTimeZone: "Asia/Tokyo", zstackCheckTimeZone: true });
  expect(await lab.open("zstack-accesskey").allImages()).toEqual([]); // then any zone will do
});

test("a wait for many templates polls all of them with one call", async () => {
  const ids = Array.from({ length: 150 }, () => lab.local.addTemplate({ status: "Creating" }).uuid);
  const backupStorageRefs = [{ backupStorageUuid: lab.local.addBackupStorage().uuid }];
  void lab.clock.sleep(60_000).then(() => {
    for (const id of ids) lab.local.patchTemplate(id, { status: "Ready", backupStorageRefs });
  });
  lab.wire();
  await Promise.all(ids.map((id) => untilReady(id)));
  expect(lab.wire().filter((route) => route === "zstack.queryImages").length).toBeLessThan(100);
});

test("lists turn pages, and find each of 1200 with its mark", async () => {
  const backupStorageRefs = [{ backupStorageUuid: lab.local.addBackupStorage().uuid }];
  for (let n = 0; n < 1200; n++)
    lab.local.addTemplate({ name: `n${n}`, userTags: [`${OUR_TAG}=${marker}`], backupStorageRefs });
  const all = await cloud.allImages();
  expect(new Set(all.map(({ name }) => name)).size).toBe(1200);
  expect(all.every(({ tags }) => tags[OUR_TAG] === marker)).toBe(true);
});

test.each(["a>=b", "=x", "what?=", "50%", "a b+c&d=e", "名前"])(
  "a template called %p is found",
  async (name) => {
    const backupStorageRefs = [{ backupStorageUuid: lab.local.addBackupStorage().uuid }];
    const { uuid } = lab.local.addTemplate({ name, backupStorageRefs });
    lab.local.addTemplate({ name: "x", backupStorageRefs });
    expect((await cloud.imagesNamed(name)).map(({ id }) => id)).toEqual([uuid]);
  },
);

test("an invalid image of another name hides none, and one that may be meant is an error", async () => {
  const backupStorageRefs = [{ backupStorageUuid: lab.local.addBackupStorage().uuid, status: "Ready" }];
  const good = { uuid: newUuid(), name: "web", status: "Ready", backupStorageRefs };
  const answer = (odd: object) =>
    lab.local.addFault({
      route: "zstack.queryImages",
      kind: "status",
      status: 200,
      body: { inventories: [good, odd] },
      times: 1,
    });
  answer({ uuid: newUuid(), name: "other", size: "large" });
  expect((await cloud.imagesNamed("web")).map(({ id }) => id)).toEqual([good.uuid]);
  answer({ uuid: newUuid(), name: "web", size: "large" });
  await expect(cloud.imagesNamed("web")).rejects.toMatchObject({ name: "ProtocolError" });
});

test("lists leave out images of other kinds", async () => {
  const backupStorageRefs = [{ backupStorageUuid: lab.local.addBackupStorage().uuid }];
  lab.local.addTemplate({ name: "root", mediaType: "RootVolumeTemplate", backupStorageRefs });
  expect(await cloud.allImages()).toEqual([]);
  expect(await cloud.imagesNamed("root")).toEqual([]);
});

test("volumes are not exported here, and nothing is sent", async () => {
  for (const call of [cloud.showVolume("v"), cloud.listVolumes(1), cloud.address("volume")])
    await expect(call).rejects.toMatchObject({
      outcome: "not-sent",
      message: expect.stringContaining("no volume export"),
    });
  const request = { volumeId: "v", imageName: "n", force: false };
  await expect(cloud.exportVolume(request)).rejects.toMatchObject({ outcome: "not-sent" });
  expect(lab.local.requests()).toEqual([]);
  expect(await cloud.address("image")).toMatch(/\/zstack$/);
});
