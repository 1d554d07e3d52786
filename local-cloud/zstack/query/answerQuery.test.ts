import { type LocalCloud, startCloud } from "../../index";
import { virtualClock } from "../../testing/testClient";
import { type ZstackClient, zstackClient } from "../../testing/zstackClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: ZstackClient;
beforeAll(async () => {
  cloud = await startCloud({ clock });
  client = await zstackClient(cloud, clock);
  const store = cloud.addBackupStorage({ name: "main" });
  const refs = [{ backupStorageUuid: store.uuid }];
  cloud.addTemplate({ name: "a", actualSize: 1, userTags: ["x"], backupStorageRefs: refs });
  clock.advance(60);
  cloud.addTemplate({ name: "b_1", actualSize: 2, description: "second", status: "Deleted" });
  clock.advance(60);
  cloud.addTemplate({ name: "c d", actualSize: 30, systemTags: ["packer"] });
  cloud.addTemplate({ name: "foreign", account: "other" });
});
afterAll(() => cloud.close());

const query = (...pairs: string[]) =>
  client.send(
    "GET",
    `/v1/images?${pairs.map((pair) => pair.replace(/=(.*)/s, (_all, value) => `=${encodeURIComponent(value)}`)).join("&")}`,
  );
const names = async (...pairs: string[]) =>
  (await query(...pairs)).body.inventories.map(({ name }: { name: string }) => name);

test.each([
  [["q=name=a"], ["a"]],
  [["q=name!=a"], ["b_1", "c d"]],
  [["q=actualSize>2"], ["c d"]],
  [["q=actualSize>=2"], ["b_1", "c d"]],
  [["q=actualSize<2"], ["a"]],
  [["q=actualSize<=2"], ["a", "b_1"]],
  [["q=name?=a,c d"], ["a", "c d"]],
  [["q=name!?=a,c d"], ["b_1"]],
  [["q=name~=%_1"], ["b_1"]],
  [["q=name~=_"], ["a"]],
  [["q=name!~=%d"], ["a", "b_1"]],
  [["q=description is null"], ["a", "c d"]],
  [["q=description not null"], ["b_1"]],
  [["q=status=Ready", "q=actualSize>1"], ["c d"]],
  [["q=backupStorage.name=main"], ["a"]],
  [["q=backupStorageRefs.status=Ready"], ["a"]],
  [["q=__userTag__=x"], ["a"]],
  [["q=__systemTag__=packer"], ["c d"]],
  [["q=createDate>2026-11-21 16:00:30"], ["b_1", "c d"]],
  [["sort=-actualSize"], ["c d", "b_1", "a"]],
  [["sort=+name"], ["a", "b_1", "c d"]],
  [["sort=name", "start=1", "limit=1"], ["b_1"]],
])("%j finds %j", async (pairs, expected) => {
  expect(await names(...pairs)).toEqual(expected);
});

test("what is null fits no comparison, not even an unequal one", async () => {
  expect(await names("q=description!=nothing")).toEqual(["b_1"]);
});

test("operators are found anywhere, so a value that has one is misread", async () => {
  expect(await query("q=name=a>=b")).toMatchObject({ status: 503, body: { error: { code: "SYS.1007" } } });
});

test("what was deleted but not expunged is still found", async () => {
  expect(await names()).toEqual(["a", "b_1", "c d"]);
});

test("total comes with replyWithCount, and alone with count", async () => {
  expect((await query("limit=1", "replyWithCount=true")).body).toMatchObject({ total: 3, inventories: [{}] });
  expect((await query("count=true", "q=name=a")).body).toEqual({ total: 1, schema: {} });
});

test("fields are one list with commas; a second list is ignored", async () => {
  const { body } = await query("q=name=a", "fields=name,uuid", "fields=state");
  expect(Object.keys(body.inventories[0]).sort()).toEqual(["name", "uuid"]);
});

test("every answer has its schema", async () => {
  expect((await query("q=name=a")).body.schema).toEqual({
    "inventories[0]": "org.zstack.header.image.ImageInventory",
    "inventories[0].backupStorageRefs[0]": "org.zstack.header.image.ImageBackupStorageRefInventory",
  });
});

test("one by its uuid is a list, of nothing where it is unknown or another account's; all else is ignored", async () => {
  const [first] = cloud.templates();
  const foreign = cloud.templates().find(({ name }) => name === "foreign");
  const by = async (uuid = "") =>
    (await client.send("GET", `/v1/images/${uuid}?q=nonsense&limit=x`)).body.inventories;
  expect(await by(first?.uuid)).toMatchObject([{ name: "a" }]);
  expect(await by(foreign?.uuid)).toEqual([]);
  expect(await by("nothing")).toEqual([]);
});

test("nulls are left out", async () => {
  const [image] = (await query("q=name=a")).body.inventories;
  for (const name of ["description", "md5Sum", "platform", "guestOsType", "architecture"])
    expect(image).not.toHaveProperty(name);
});

test.each([["q=nonsense"], ["q==a"], ["limit=x"], ["start=1.5"]])(
  "%s is refused with plain text, before the session is checked",
  async (pair) => {
    const { status, body } = await client.send("GET", `/v1/images?${pair}`, undefined, {
      authorization: "OAuth none",
    });
    expect([status, typeof body]).toEqual([400, "string"]);
  },
);

test.each([["q=colour=red"], ["sort=colour"], ["fields=colour"]])(
  "%s names a field that is unknown",
  async (pair) => {
    expect(await query(pair)).toMatchObject({ status: 503, body: { error: { code: "SYS.1007" } } });
  },
);

test("snapshots and backup storages are queried in the same way", async () => {
  const snapshot = cloud.addSnapshot({ name: "s", sizeBytes: 5 });
  cloud.addSnapshot({ account: "other" });
  const full = cloud.addBackupStorage({ name: "full", availableBytes: 5 });
  const get = async (path: string) => (await client.send("GET", path)).body.inventories;
  expect(await get("/v1/volume-snapshots?q=status=Ready")).toMatchObject([
    { uuid: snapshot.uuid, name: "s", size: 5, state: "Enabled", format: "qcow2", volumeType: "Data" },
  ]);
  expect(await get(`/v1/volume-snapshots/${snapshot.uuid}`)).toHaveLength(1);
  expect(await get(`/v1/backup-storage/${full.uuid}`)).toMatchObject([{ availableCapacity: 5 }]);
  expect(
    await get("/v1/backup-storage?q=status=Connected&q=state=Enabled&q=availableCapacity%3E5"),
  ).toMatchObject([{ name: "main" }]);
  expect(await get(`/v1/images/volume-snapshots/${snapshot.uuid}/candidate-backup-storage`)).toMatchObject([
    { name: "main" },
  ]);
});

test("candidates of a snapshot that is unknown or another account's are an error", async () => {
  const of = async (uuid: string) =>
    (await client.send("GET", `/v1/images/volume-snapshots/${uuid}/candidate-backup-storage`)).body.error
      .code;
  expect(await of("6c8c6b0ea9844ff3bc58cc46b2fde6ce")).toBe("SYS.1003");
  expect(await of(cloud.addSnapshot({ account: "other" }).uuid)).toBe("ID.1002");
});
