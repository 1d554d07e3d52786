import { type BackupStorageView, type LocalCloud, type SnapshotView, startCloud } from "../../index";
import { send, virtualClock } from "../../testing/testClient";
import { pollPath, type ZstackClient, zstackClient } from "../../testing/zstackClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: ZstackClient;
let snapshot: SnapshotView;
let store: BackupStorageView;
beforeEach(async () => {
  cloud = await startCloud({ clock, settings: { templateSeconds: 10 } });
  client = await zstackClient(cloud, clock);
  snapshot = cloud.addSnapshot();
  store = cloud.addBackupStorage();
});
afterEach(() => cloud.close());

const uuid = "314d80c2feb5452c984b3ffd36108c32";
const path = (of: string) => `/v1/images/data-volume-templates/from/volume-snapshots/${of}`;
const order = (params = {}, more = {}) => ({
  params: { name: "db", backupStorageUuids: [store.uuid], resourceUuid: uuid, ...params },
  ...more,
});
const create = (params = {}, more = {}, headers = {}) =>
  client.send("POST", path(snapshot.uuid), order(params, more), headers);
const poll = async (reply: Awaited<ReturnType<typeof create>>) =>
  send("GET", `${client.url}${pollPath(reply)}`);
const show = async () => (await client.send("GET", `/v1/images/${uuid}`)).body.inventories[0];

test("202 with another host's job, Creating without copies, then Ready with its copy and the job's inventory", async () => {
  const reply = await create({ description: "from snap" });
  expect(reply.status).toBe(202);
  expect(reply.headers.get("content-type")).toBeNull();
  expect(reply.body).toEqual({
    location: expect.stringMatching(/^http:\/\/172\.20\.0\.11:8080\/zstack\/v1\/api-jobs\/[0-9a-f]{32}$/),
    apiTimeout: 259_200_000,
  });
  expect(await show()).toMatchObject({
    status: "Creating",
    state: "Enabled",
    size: 0,
    url: `volumeSnapshot://${snapshot.uuid}`,
    backupStorageRefs: [],
  });
  const running = await poll(reply);
  expect([running.status, running.body]).toEqual([202, {}]);
  clock.advance(10);
  const done = await poll(reply);
  expect(done.status).toBe(200);
  expect(done.body).toEqual({
    inventory: {
      uuid,
      name: "db",
      description: "from snap",
      state: "Enabled",
      status: "Ready",
      size: snapshot.volumeSizeBytes,
      actualSize: snapshot.sizeBytes,
      url: `volumeSnapshot://${snapshot.uuid}`,
      mediaType: "DataVolumeTemplate",
      type: "zstack",
      format: "qcow2",
      system: false,
      virtio: false,
      createDate: expect.stringMatching(/^Nov 21, 2026 \d+:00:00 PM$/),
      lastOpDate: expect.stringMatching(/^Nov 21, 2026 \d+:00:10 PM$/),
      backupStorageRefs: [
        {
          imageUuid: uuid,
          backupStorageUuid: store.uuid,
          installPath: expect.any(String),
          status: "Ready",
          createDate: expect.any(String),
          lastOpDate: expect.any(String),
        },
      ],
    },
  });
  expect(await show()).toEqual(done.body.inventory);
});

const errorOf = async (params = {}, more = {}) => {
  const reply = await client.job("POST", path(snapshot.uuid), order(params, more));
  return [reply.status, reply.body.error?.code];
};

test("the first store makes it Ready; the job ends with the last, for a volume's stores come one after another", async () => {
  const slow = cloud.addBackupStorage({ templateSeconds: 100 });
  const reply = await create({ backupStorageUuids: [store.uuid, slow.uuid] });
  clock.advance(10);
  expect(await show()).toMatchObject({ status: "Ready", backupStorageRefs: [{}] });
  expect((await poll(reply)).status).toBe(202);
  clock.advance(99);
  expect((await poll(reply)).status).toBe(202);
  clock.advance(1);
  expect((await poll(reply)).body.inventory.backupStorageRefs).toHaveLength(2);
});

test("two jobs of one volume wait for each other, two of different volumes do not", async () => {
  const sibling = cloud.addSnapshot({ volumeUuid: snapshot.volumeUuid });
  const stranger = cloud.addSnapshot();
  const start = (of: string) =>
    client.send("POST", path(of), { params: { name: of, backupStorageUuids: [store.uuid] } });
  const [first, second, third] = [
    await start(snapshot.uuid),
    await start(sibling.uuid),
    await start(stranger.uuid),
  ];
  clock.advance(10);
  const states = await Promise.all([first, second, third].map(async (one) => (await poll(one)).status));
  expect(states).toEqual([200, 202, 200]);
  clock.advance(10);
  expect((await poll(second)).status).toBe(200);
});

test("where one of two stores fails, the template lacks its copy, and the job says why only where that is set", async () => {
  const failing = cloud.addBackupStorage({ failing: "the disk is on fire" });
  const both = order({ backupStorageUuids: [failing.uuid, store.uuid], resourceUuid: undefined });
  const reply = await client.job("POST", path(snapshot.uuid), both);
  expect(reply.status).toBe(200);
  expect(Object.keys(reply.body)).toEqual(["inventory"]);
  expect(reply.body.inventory.backupStorageRefs).toMatchObject([{ backupStorageUuid: store.uuid }]);
  cloud.configure({ zstackTellsFailures: true });
  const { body } = await client.job("POST", path(snapshot.uuid), both);
  expect(body.inventory.backupStorageRefs).toMatchObject([{ backupStorageUuid: store.uuid }]);
  expect(JSON.stringify(body.failures)).toContain("the disk is on fire");
});

test("when all fail it is SYS.1006 with all causes, the image is gone, and its uuid stays taken", async () => {
  const failing = cloud.addBackupStorage({ failing: "the disk is on fire" });
  const full = cloud.addBackupStorage({ availableBytes: snapshot.sizeBytes });
  const uuids = [failing.uuid, full.uuid];
  const reply = await client.job("POST", path(snapshot.uuid), order({ backupStorageUuids: uuids }));
  expect(reply.status).toBe(503);
  expect(reply.body.error).toEqual({
    code: "SYS.1006",
    description: "An operation failed",
    details: `failed to create template from the volume snapshot[uuid:${snapshot.uuid}] on backup storage[uuids:[${uuids.join(", ")}]]`,
    causes: [
      { code: "SYS.1006", description: "An operation failed", details: "the disk is on fire" },
      {
        code: "BS.1003",
        description: "Unable to allocate a backup storage",
        details: expect.any(String),
        cause: {
          code: "SYS.1006",
          description: "An operation failed",
          details: `backup storage[uuid:${full.uuid}] can not satisfy one or more conditions[available capacity > ${snapshot.sizeBytes} bytes, status = Connected, state = Enabled]`,
        },
      },
    ],
  });
  expect(await show()).toBeUndefined();
  expect(cloud.templates()).toEqual([]);
  expect(await errorOf()).toEqual([503, "SYS.1000"]);
});

test.each([{ status: "Disconnected" as const }, { state: "Disabled" as const }])(
  "a store that is %j is found out only at the end",
  async (changes) => {
    cloud.patchBackupStorage(store.uuid, changes);
    const reply = await create();
    clock.advance(9);
    expect(await show()).toMatchObject({ status: "Creating" });
    clock.advance(1);
    expect((await poll(reply)).body.error.causes).toMatchObject([{ code: "BS.1003" }]);
  },
);

test("the snapshot is checked again when its turn comes", async () => {
  await create({ resourceUuid: undefined });
  const second = await create();
  cloud.patchSnapshot(snapshot.uuid, { status: "Deleting" });
  clock.advance(10);
  expect((await poll(second)).body.error.causes).toMatchObject([{ code: "VOLUME_SNAPSHOT.1000" }]);
});

test.each([
  ["no name", { name: undefined }, "SYS.1007"],
  ["an empty name", { name: " " }, "SYS.1007"],
  ["a name of 256 letters", { name: "n".repeat(256) }, "SYS.1007"],
  ["a description of 2049 letters", { description: "d".repeat(2049) }, "SYS.1007"],
  ["no stores", { backupStorageUuids: undefined }, "SYS.1007"],
  ["an empty list of stores", { backupStorageUuids: [] }, "SYS.1007"],
  ["an unknown store", { backupStorageUuids: ["d861144baadf41e3b1cbbb282242adcf"] }, "SYS.1003"],
  ["a uuid of another form", { resourceUuid: "314D80C2-feb5-452c-984b-3ffd36108c32" }, "SYS.1007"],
  ["a uuid of no known version", { resourceUuid: "314d80c2feb5052c984b3ffd36108c32" }, "SYS.1007"],
  ["an unknown tag pattern", { tagUuids: ["d861144baadf41e3b1cbbb282242adcf"] }, "SYS.1007"],
])("%s is refused by the job", async (_what, params, code) => {
  expect(await errorOf(params)).toEqual([503, code]);
  expect(cloud.templates()).toEqual([]);
});

test("without params the name is still what is reported as missing", async () => {
  const reply = await client.job("POST", path(snapshot.uuid), {});
  expect(reply.body.error).toMatchObject({ code: "SYS.1007", details: expect.stringContaining("name") });
});

test("a snapshot that is unknown, another account's, not Ready or not Enabled is refused by the job", async () => {
  const of = async (uuid: string) => (await client.job("POST", path(uuid), order())).body.error;
  expect(await of("6c8c6b0ea9844ff3bc58cc46b2fde6ce")).toMatchObject({
    code: "SYS.1003",
    details:
      "invalid field[snapshotUuid], resource[uuid:6c8c6b0ea9844ff3bc58cc46b2fde6ce, type:VolumeSnapshotVO] not found",
  });
  expect(await of(cloud.addSnapshot({ account: "other" }).uuid)).toMatchObject({ code: "ID.1002" });
  const creating = cloud.addSnapshot({ status: "Creating" }).uuid;
  expect(await of(creating)).toMatchObject({
    code: "SYS.1006",
    details: `volume snapshot[uuid:${creating}] is not Ready, it's Creating`,
  });
  expect(await of(cloud.addSnapshot({ state: "Disabled" }).uuid)).toMatchObject({ code: "SYS.1006" });
});

test("the same uuid again is SYS.1000 and leaves the first alone, also after it is deleted and expunged", async () => {
  expect(await errorOf()).toEqual([200, undefined]);
  expect(await errorOf({ name: "again" })).toEqual([503, "SYS.1000"]);
  expect(await show()).toMatchObject({ name: "db", status: "Ready" });
  await client.job("DELETE", `/v1/images/${uuid}`);
  expect(await errorOf()).toEqual([503, "SYS.1000"]);
  await client.job("PUT", `/v1/images/${uuid}/actions`, { expungeImage: {} });
  expect(await errorOf()).toEqual([503, "SYS.1000"]);
});

test("one that is deleted while it is being created loses its row, and every upload fails", async () => {
  const reply = await create();
  await client.job("DELETE", `/v1/images/${uuid}`);
  expect(await show()).toBeUndefined();
  clock.advance(10);
  expect((await poll(reply)).body.error).toMatchObject({ code: "SYS.1006", causes: [{ code: "SYS.1000" }] });
  expect(await errorOf()).toEqual([200, undefined]);
});

test("tags of all kinds are there from the start", async () => {
  const pattern = cloud.addTagPattern({ name: "gold" });
  await create({ tagUuids: [pattern.uuid] }, { userTags: ["owner:team-a"], systemTags: ["packer"] });
  expect(cloud.templates()[0]).toMatchObject({ userTags: ["owner:team-a", "gold"], systemTags: ["packer"] });
  const { body } = await client.send("GET", `/v1/user-tags?q=resourceUuid=${uuid}&q=tagPatternUuid not null`);
  expect(body.inventories).toMatchObject([
    { tag: "gold", tagPattern: { uuid: pattern.uuid, color: "#186EC2" } },
  ]);
  expect(await errorOf({ resourceUuid: undefined }, { systemTags: ["nonsense"] })).toEqual([503, "SYS.1007"]);
});

test("a dry run checks and does nothing", async () => {
  const dry = { systemTags: ["validationOnly"] };
  expect(await errorOf({}, dry)).toEqual([200, undefined]);
  expect(cloud.templates()).toEqual([]);
  cloud.patchSnapshot(snapshot.uuid, { status: "Creating" });
  expect(await errorOf({}, dry)).toEqual([503, "SYS.1006"]);
});

test("the store's room shrinks by what the template weighs", async () => {
  await errorOf();
  const [{ availableBytes }] = cloud.backupStorages() as [BackupStorageView];
  expect(availableBytes).toBe(store.availableBytes - snapshot.sizeBytes);
});

test("progress is reported only where the storage does so", async () => {
  const headers = { "x-job-uuid": "5d94103e19254d8696c0f05489c259ab" };
  await create({}, {}, headers);
  clock.advance(4);
  const progress = async () =>
    (await client.send("GET", `/v1/task-progresses/${headers["x-job-uuid"]}`)).body.inventories;
  expect(await progress()).toEqual([]);
  cloud.configure({ progress: "linear" });
  expect(await progress()).toMatchObject([{ type: "Progress", content: "40" }]);
  clock.advance(6);
  expect(await progress()).toMatchObject([{ content: "100" }]);
});
