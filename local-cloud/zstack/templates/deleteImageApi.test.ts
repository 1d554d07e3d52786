import { type LocalCloud, startCloud, type TemplateView } from "../../index";
import { virtualClock } from "../../testing/testClient";
import { type ZstackClient, zstackClient } from "../../testing/zstackClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: ZstackClient;
let image: TemplateView;
let stores: string[];
beforeEach(async () => {
  cloud = await startCloud({ clock, settings: { zstackSessionSeconds: 10 ** 7 } });
  client = await zstackClient(cloud, clock);
  stores = [cloud.addBackupStorage({ availableBytes: 0 }).uuid, cloud.addBackupStorage().uuid];
  image = cloud.addTemplate({
    backupStorageRefs: stores.map((backupStorageUuid) => ({ backupStorageUuid })),
  });
});
afterEach(() => cloud.close());

const remove = (query = "") => client.job("DELETE", `/v1/images/${image.uuid}${query}`);
const act = (body: object) => client.job("PUT", `/v1/images/${image.uuid}/actions`, body);
const show = async () => (await client.send("GET", `/v1/images/${image.uuid}`)).body.inventories[0];
const refs = async () => (await show()).backupStorageRefs.map(({ status }: { status: string }) => status);
const code = (reply: { status: number; body: { error?: { code: string } } }) => [
  reply.status,
  reply.body.error?.code,
];

test("deleting marks the copies and the image, and three days later all is gone", async () => {
  const reply = await remove();
  expect([reply.status, reply.body]).toEqual([200, {}]);
  expect(await show()).toMatchObject({ status: "Deleted" });
  expect(await refs()).toEqual(["Deleted", "Deleted"]);
  cloud.restartManagementNode();
  clock.advance(259_199);
  expect(await show()).toBeDefined();
  clock.advance(1);
  expect(await show()).toBeUndefined();
});

test("it takes effect as long after the 202 as is set, and the row goes as long after that", async () => {
  cloud.configure({ zstackActionSeconds: 5, zstackExpungeSeconds: 30 });
  await client.send("DELETE", `/v1/images/${image.uuid}`);
  clock.advance(4.9);
  expect(await show()).toMatchObject({ status: "Ready" });
  clock.advance(0.1);
  expect(await show()).toMatchObject({ status: "Deleted" });
  clock.advance(29.9);
  expect(await show()).toBeDefined();
  clock.advance(0.1);
  expect(await show()).toBeUndefined();
});

test("of some stores only, the image stays Ready; the list repeats or counts its name", async () => {
  await remove(`?backupStorageUuids.0=${stores[0]}`);
  expect(await show()).toMatchObject({ status: "Ready" });
  expect(await refs()).toEqual(["Deleted", "Ready"]);
  await remove(`?backupStorageUuids=${stores[1]}&backupStorageUuids=${stores[0]}`);
  expect(await show()).toMatchObject({ status: "Deleted" });
});

test("Permissive is refused where something depends on the image, Enforcing deletes it all the same", async () => {
  cloud.patchTemplate(image.uuid, { deletionRefusal: "a volume is being made of it" });
  const reply = await remove();
  expect(reply.body.error).toMatchObject({
    code: "SYS.1004",
    cause: { code: "SYS.1006", details: "a volume is being made of it" },
  });
  expect(code(await remove("?deleteMode=Permissive"))).toEqual([503, "SYS.1004"]);
  expect(code(await remove("?deleteMode=Enforcing"))).toEqual([200, undefined]);
  expect(code(await remove("?deleteMode=Gently"))).toEqual([503, "SYS.1007"]);
});

test("an unknown uuid is deleted already, a malformed one is not found, another account's is not ours", async () => {
  const of = async (uuid: string) => code(await client.job("DELETE", `/v1/images/${uuid}`));
  expect(await of("314d80c2feb5452c984b3ffd36108c32")).toEqual([200, undefined]);
  expect(await of("nonsense")).toEqual([503, "SYS.1003"]);
  expect(await of(cloud.addTemplate({ account: "other" }).uuid)).toEqual([503, "ID.1002"]);
});

test.each([
  ["Direct", 2 ** 30],
  ["DeleteReference", 0],
] as const)("with the policy %s the row is gone at once", async (policy, room) => {
  cloud.configure({ zstackDeletionPolicy: policy });
  await remove();
  expect(await show()).toBeUndefined();
  expect(cloud.backupStorages()[0]).toMatchObject({ availableBytes: room });
});

test("with the policy Never it is marked, and stays", async () => {
  cloud.configure({ zstackDeletionPolicy: "Never" });
  await remove();
  clock.advance(10 ** 6);
  expect(await show()).toMatchObject({ status: "Deleted" });
});

test("a live image cannot be expunged; a deleted one goes for good, its tags and bits with it", async () => {
  cloud.patchTemplate(image.uuid, { userTags: ["x"] });
  expect(code(await act({ expungeImage: {} }))).toEqual([503, "SYS.1006"]);
  expect(code(await act({ expungeImage: { backupStorageUuids: stores } }))).toEqual([503, "SYS.1007"]);
  expect(code(await act({ expungeImage: { backupStorageUuids: [] } }))).toEqual([503, "SYS.1007"]);
  await remove();
  expect((await act({ expungeImage: { backupStorageUuids: [stores[0]] } })).body).toEqual({});
  expect(await refs()).toEqual(["Deleted"]);
  await act({ expungeImage: {} });
  expect(await show()).toBeUndefined();
  expect((await client.send("GET", "/v1/user-tags")).body.inventories).toEqual([]);
  expect(cloud.backupStorages()[0]).toMatchObject({ availableBytes: 2 ** 30 });
  expect(code(await act({ expungeImage: {} }))).toEqual([503, "SYS.1003"]);
});

test("a deleted one can be recovered, and then is not purged", async () => {
  expect(code(await act({ recoverImage: {} }))).toEqual([503, "SYS.1006"]);
  await remove();
  const reply = await act({ recoverImage: {} });
  expect(reply.body.inventory).toMatchObject({
    status: "Ready",
    backupStorageRefs: [{ status: "Ready" }, {}],
  });
  clock.advance(10 ** 6);
  expect(await show()).toMatchObject({ status: "Ready" });
});

test("an update leaves alone what is absent or null; a description can only be emptied", async () => {
  await act({ updateImage: { name: "new", description: "text" } });
  await act({ updateImage: { description: null } });
  expect(await show()).toMatchObject({ name: "new", description: "text" });
  const reply = await act({
    updateImage: { description: "", platform: "Linux", virtio: true, colour: "red" },
  });
  expect(reply.body.inventory).toMatchObject({
    name: "new",
    description: "",
    platform: "Linux",
    virtio: true,
  });
  expect(code(await act({ updateImage: { platform: "OS/2" } }))).toEqual([503, "SYS.1007"]);
  expect(code(await act({ updateImage: { name: "n".repeat(256) } }))).toEqual([503, "SYS.1007"]);
});

test("the state follows its event, and the size can be queried", async () => {
  const disabled = await act({ changeImageState: { stateEvent: "disable" } });
  expect(disabled.body.inventory).toMatchObject({ state: "Disabled" });
  await act({ changeImageState: { stateEvent: "enable" } });
  expect(await show()).toMatchObject({ state: "Enabled" });
  expect(code(await act({ changeImageState: { stateEvent: "explode" } }))).toEqual([503, "SYS.1007"]);
  expect(code(await act({ changeImageState: {} }))).toEqual([503, "SYS.1007"]);
  expect((await act({ syncImageSize: {} })).body.inventory.size).toBe(image.size);
});

test("changed and taken away behind everybody's back", async () => {
  cloud.patchTemplate(image.uuid, { name: "by hand", state: "Disabled", backupStorageRefs: [] });
  expect(await show()).toMatchObject({ name: "by hand", state: "Disabled", backupStorageRefs: [] });
  await remove();
  expect(await show()).toBeUndefined();
  const other = cloud.addTemplate();
  cloud.removeTemplate(other.uuid);
  expect(cloud.templates()).toEqual([]);
});
