import { type LocalCloud, startCloud } from "../../index";
import { virtualClock } from "../../testing/testClient";
import { type ZstackClient, zstackClient } from "../../testing/zstackClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: ZstackClient;
let resourceUuid: string;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await zstackClient(cloud, clock);
  resourceUuid = cloud.addTemplate().uuid;
});
afterEach(() => cloud.close());

const found = async (kind: string, query = "") =>
  (await client.send("GET", `/v1/${kind}?q=resourceUuid=${resourceUuid}${query}`)).body.inventories;
const create = (kind: string, params: object) =>
  client.job("POST", `/v1/${kind}`, { params: { resourceType: "ImageVO", resourceUuid, ...params } });

test("a user tag is created, found and deleted", async () => {
  const reply = await create("user-tags", { tag: "owner:team-a" });
  expect(reply.status).toBe(200);
  expect(reply.body.inventory).toEqual({
    uuid: expect.stringMatching(/^[0-9a-f]{32}$/),
    resourceUuid,
    resourceType: "ImageVO",
    tag: "owner:team-a",
    type: "User",
    createDate: expect.any(String),
    lastOpDate: expect.any(String),
  });
  expect(await found("user-tags")).toEqual([reply.body.inventory]);
  expect(await found("user-tags", "&q=tag~=owner:%25")).toHaveLength(1);
  const { uuid } = reply.body.inventory;
  expect((await client.job("DELETE", `/v1/tags/${uuid}`)).body).toEqual({});
  expect(await found("user-tags")).toEqual([]);
  expect((await client.job("DELETE", `/v1/tags/${uuid}`)).status).toBe(200);
});

test("system tags are those of images only", async () => {
  const reply = await create("system-tags", { tag: "bootMode::UEFI" });
  expect(reply.body.inventory).toMatchObject({ type: "System", inherent: false });
  expect(await found("system-tags")).toHaveLength(1);
  expect(await found("user-tags")).toEqual([]);
  expect((await create("system-tags", { tag: "bootMode::Floppy" })).body.error.code).toBe("SYS.1007");
});

test("a tag needs its parts, and a resource that is there and ours", async () => {
  const code = async (params: object) => (await create("user-tags", params)).body.error.code;
  expect(await code({})).toBe("SYS.1007");
  expect(await code({ tag: "x", resourceUuid: "314d80c2feb5452c984b3ffd36108c32" })).toBe("SYS.1003");
  expect(await code({ tag: "x", resourceUuid: cloud.addTemplate({ account: "other" }).uuid })).toBe(
    "ID.1002",
  );
});

test("a tag pattern is attached once, detached, and takes its copies with it", async () => {
  const { uuid } = cloud.addTagPattern({ name: "gold" });
  const attach = () =>
    client.job("POST", `/v1/tags/${uuid}/resources`, { params: { resourceUuids: [resourceUuid] } });
  expect((await attach()).body.results).toMatchObject([{ success: true, inventory: { tag: "gold" } }]);
  await attach();
  expect(await found("user-tags")).toMatchObject([{ tagPatternUuid: uuid, tagPattern: { name: "gold" } }]);
  await client.job("DELETE", `/v1/tags/${uuid}/resources?resourceUuids=${resourceUuid}`);
  expect(await found("user-tags")).toEqual([]);
  await attach();
  expect((await client.send("GET", "/v1/tags?q=name=gold")).body.inventories).toHaveLength(1);
  await client.job("DELETE", `/v1/tags/${uuid}`);
  expect([cloud.tagPatterns(), await found("user-tags")]).toEqual([[], []]);
});

test("a pattern with tokens wants them all; a simple one wants none", async () => {
  const { uuid } = cloud.addTagPattern({ name: "owner", value: "owner::{who}", type: "withToken" });
  const attach = (of: string, tokens?: object) =>
    client.job("POST", `/v1/tags/${of}/resources`, { params: { resourceUuids: [resourceUuid], tokens } });
  expect((await attach(uuid)).body.error.code).toBe("SYS.1007");
  expect((await attach(uuid, { who: "team-a" })).body.results[0].inventory.tag).toBe("owner::team-a");
  expect((await attach(cloud.addTagPattern().uuid, { who: "x" })).body.error.code).toBe("SYS.1007");
});
