import { type LocalCloud, startCloud } from "../index";
import { virtualClock } from "../testing/testClient";
import { type ZstackClient, zstackClient } from "../testing/zstackClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: ZstackClient;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await zstackClient(cloud, clock);
});
afterEach(() => cloud.close());

test("ZStack answers with an error of any code, or with text, and without a media type", async () => {
  const error = { code: "SYS.1012", description: "management node is unavailable" };
  cloud.addFault({ route: "zstack.queryImages", kind: "status", status: 503, body: { error } });
  const reply = await client.send("GET", "/v1/images");
  expect([reply.status, reply.body, reply.headers.get("content-type")]).toEqual([503, { error }, null]);
  cloud.addFault({ route: "zstack.*", kind: "status", status: 503, body: "upstream is away" });
  expect((await client.send("GET", "/v1/images")).body).toBe("upstream is away");
});

test("a fault without a body has that of ZStack: an error for 503, text for the rest, ID.1001 for an expired session", async () => {
  const play = async (fault: object) => {
    cloud.addFault({ route: "zstack.queryImages", ...fault } as never);
    const { status, body } = await client.send("GET", "/v1/images");
    return [status, typeof body === "string" ? "text" : body.error.code];
  };
  expect(await play({ kind: "status", status: 503 })).toEqual([503, "SYS.1000"]);
  expect(await play({ kind: "status", status: 500 })).toEqual([500, "text"]);
  expect(await play({ kind: "unauthorized" })).toEqual([503, "ID.1001"]);
  expect(await play({ kind: "throttle" })).toEqual([429, "text"]);
});

test("a create of ZStack whose answer is lost has taken effect, and keeps the uuid that was chosen for its job", async () => {
  const snapshot = cloud.addSnapshot();
  const path = `/v1/images/data-volume-templates/from/volume-snapshots/${snapshot.uuid}`;
  const params = { name: "db", backupStorageUuids: [cloud.addBackupStorage().uuid] };
  const headers = { "x-job-uuid": "5d94103e19254d8696c0f05489c259ab" };
  cloud.addFault({ route: "zstack.createTemplate", kind: "reset", applied: true });
  await expect(client.send("POST", path, { params }, headers)).rejects.toThrow();
  expect((await client.send("POST", path, { params }, headers)).status).toBe(400);
  expect(cloud.templates()).toHaveLength(1);
  expect(cloud.requests().at(-1)?.headers["x-job-uuid"]).toBe(headers["x-job-uuid"]);
});
