import { type LocalCloud, startCloud } from "../../index";
import { send, virtualClock } from "../../testing/testClient";
import { type ZstackClient, zstackClient } from "../../testing/zstackClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: ZstackClient;
beforeEach(async () => {
  cloud = await startCloud({ clock, passwords: { zstack: "canary-1", "zstack-user": "canary-2" } });
  client = await zstackClient(cloud, clock);
});
afterEach(() => cloud.close());

const admin = (method: string, path: string, body?: unknown) =>
  send(method, `${cloud.admin}/zstack${path}`, body);

test("the entries are what a client needs, each for its way to sign in", () => {
  const { credentials, endpoints } = cloud;
  expect(credentials.zstack).toEqual({
    profile: "zstack",
    auth: { auth_url: endpoints.zstack, username: "demo", password: "canary-1" },
  });
  expect(credentials["zstack-user"].auth).toEqual({
    auth_url: endpoints.zstack,
    username: "operator",
    account_name: "demo",
    password: "canary-2",
  });
  expect(Object.keys(credentials["zstack-accesskey"].auth)).toEqual(["auth_url", "access_key", "secret_key"]);
});

test.each([
  ["/snapshots", "snapshots", { sizeBytes: 5 }],
  ["/backup-storages", "backupStorages", { failing: "no room" }],
  ["/templates", "templates", { state: "Disabled", userTags: ["x"] }],
])("%s can be added, listed, shown, changed and removed", async (path, key, change) => {
  const { status, body } = await admin("POST", path, { name: "n" });
  expect([status, body.name]).toEqual([201, "n"]);
  expect((await admin("GET", path)).body[key]).toEqual([body]);
  expect((await admin("PATCH", `${path}/${body.uuid}`, change)).body).toMatchObject(change);
  expect((await admin("GET", `${path}/${body.uuid}`)).body).toMatchObject(change);
  expect((await admin("DELETE", `${path}/${body.uuid}`)).status).toBe(204);
  expect((await admin("GET", `${path}/${body.uuid}`)).status).toBe(404);
  expect((await admin("POST", path, { nmae: "n" })).status).toBe(400);
});

test("tag patterns, sessions, jobs and the restart have calls too", async () => {
  const { body } = await admin("POST", "/tag-patterns", { name: "gold" });
  expect((await admin("GET", "/tag-patterns")).body.tagPatterns).toEqual([body]);
  expect((await admin("DELETE", `/tag-patterns/${body.uuid}`)).status).toBe(204);
  expect((await admin("GET", "/sessions")).body.sessions).toMatchObject([{ account: "demo", user: null }]);
  await client.send("DELETE", `/v1/images/${cloud.addTemplate().uuid}`);
  const { jobs } = (await admin("POST", "/restart", { workGoesOn: true })).body;
  expect(jobs).toMatchObject([{ api: "deleteImage", status: "processing", stuck: true }]);
  expect((await admin("DELETE", `/jobs/${jobs[0].uuid}`)).status).toBe(204);
  expect((await admin("GET", "/jobs")).body.jobs).toEqual([]);
  expect((await send("GET", `${cloud.admin}/state`)).body.zstack).toMatchObject({ sessions: 1 });
});

test("a time zone that does not exist is no setting", async () => {
  expect(() => cloud.configure({ zstackTimeZone: "Asia/Nowhere" })).toThrow();
});

describe("faults", () => {
  test("an error of any code, and text, can be played without a media type", async () => {
    const error = { code: "SYS.1012", description: "management node is unavailable" };
    cloud.addFault({ route: "zstack.queryImages", kind: "status", status: 503, body: { error } });
    const reply = await client.send("GET", "/v1/images");
    expect([reply.status, reply.body, reply.headers.get("content-type")]).toEqual([503, { error }, null]);
    cloud.addFault({ route: "zstack.*", kind: "status", status: 503, body: "upstream is away" });
    expect((await client.send("GET", "/v1/images")).body).toBe("upstream is away");
  });

  test("the defaults are ZStack's: an error for 503, text for the rest, ID.1001 for a session at its end", async () => {
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

  test("a create whose answer is lost has taken effect, and its job can be asked for", async () => {
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
});
