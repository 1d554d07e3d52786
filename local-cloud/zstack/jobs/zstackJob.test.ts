import { type LocalCloud, startCloud } from "../../index";
import { send, virtualClock } from "../../testing/testClient";
import { pollPath, type ZstackClient, zstackClient } from "../../testing/zstackClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: ZstackClient;
beforeEach(async () => {
  cloud = await startCloud({ clock, settings: { templateSeconds: 10 } });
  client = await zstackClient(cloud, clock);
});
afterEach(() => cloud.close());

const jobUuid = "5d94103e19254d8696c0f05489c259ab";
const create = (headers: Record<string, string> = { "x-job-uuid": jobUuid }) => {
  const path = `/v1/images/data-volume-templates/from/volume-snapshots/${cloud.addSnapshot().uuid}`;
  const params = { name: "db", backupStorageUuids: [cloud.addBackupStorage().uuid] };
  return client.send("POST", path, { params }, headers);
};
const poll = (uuid = jobUuid, method = "GET") => send(method, `${client.url}/v1/api-jobs/${uuid}`);

test("the caller chooses the job's uuid; the same one again is refused, and starts nothing", async () => {
  expect(pollPath(await create())).toBe(`/v1/api-jobs/${jobUuid}`);
  const again = await create();
  expect([again.status, again.body]).toEqual([400, `Duplicate job uuid[${jobUuid}]`]);
  expect(cloud.templates()).toHaveLength(1);
  clock.advance(10);
  expect((await create()).status).toBe(400);
});

test("a job's uuid has 32 letters, also where no job begins; reading with one that is taken is allowed", async () => {
  const text = "Invalid header[X-Job-UUID], it must be a UUID with '-' stripped";
  expect(await create({ "x-job-uuid": "short" })).toMatchObject({ status: 400, body: text });
  const get = (uuid: string) => client.send("GET", "/v1/images", undefined, { "x-job-uuid": uuid });
  expect((await get("short")).status).toBe(400);
  await create();
  expect((await get(jobUuid)).status).toBe(200);
});

test("a poll needs no session, and wants GET", async () => {
  await create();
  cloud.revokeTokens("zstack");
  expect((await poll()).status).toBe(202);
  const put = await poll(jobUuid, "PUT");
  expect([put.status, put.body]).toEqual([405, "only GET method is allowed for querying job status"]);
});

test("a finished job is forgotten by its age, a running one is not; then its uuid is free", async () => {
  cloud.configure({ zstackJobKeptSeconds: 5 });
  await create();
  clock.advance(6);
  expect((await poll()).status).toBe(202);
  clock.advance(4);
  expect(await poll()).toMatchObject({ status: 404, body: "the job has been expired" });
  expect((await create()).status).toBe(202);
  expect(await poll("5d94103e19254d8696c0f05489c259ac")).toMatchObject({ status: 404 });
});

test("the timeout that a request sets is answered in milliseconds, and ends the job but not its work", async () => {
  const reply = await create({ "x-job-uuid": jobUuid, "x-api-timeout": "5" });
  expect(reply.body.apiTimeout).toBe(5000);
  clock.advance(5);
  expect((await poll()).body.error).toMatchObject({ code: "SYS.1001" });
  clock.advance(5);
  expect(cloud.templates()[0]).toMatchObject({ status: "Ready" });
  expect((await create({ "x-api-timeout": "soon" })).status).toBe(500);
});

test("after a restart of the management node a job is 202 for ever, and its work is lost", async () => {
  await create();
  cloud.restartManagementNode();
  clock.advance(100_000);
  expect((await poll()).status).toBe(202);
  expect(cloud.templates()[0]).toMatchObject({ status: "Creating" });
  expect(cloud.zstackJobs()).toMatchObject([{ uuid: jobUuid, status: "processing", stuck: true }]);
});

test("or the work goes on, although its job is never reported as done", async () => {
  await create();
  cloud.restartManagementNode({ workGoesOn: true });
  clock.advance(10);
  expect((await poll()).status).toBe(202);
  expect(cloud.templates()[0]).toMatchObject({ status: "Ready" });
});

test("a job can be removed by hand; its work goes on", async () => {
  await create();
  cloud.removeZstackJob(jobUuid);
  expect((await poll()).status).toBe(404);
  clock.advance(10);
  expect(cloud.templates()[0]).toMatchObject({ status: "Ready" });
});

test.each([
  ["GET", "/v1/nothing", undefined, 404, "no api mapping to /v1/nothing"],
  ["POST", "/v1/images/x", {}, 500, "No creational API found for the path[/zstack/v1/images/x]"],
  ["PATCH", "/v1/images/x", {}, 405, "The method[PATCH] is not allowed for the path[/zstack/v1/images/x]"],
  [
    "PUT",
    "/v1/images/x/actions",
    { burnImage: {} },
    400,
    "the body doesn't contain action mapping to the URL[/v1/images/x/actions]",
  ],
])("%s %s is refused as text without a media type", async (method, path, body, status, text) => {
  const reply = await client.send(method, path, body);
  expect([reply.status, reply.body, reply.headers.get("content-type")]).toEqual([status, text, null]);
});

test("a body that is no JSON, or of the wrong shape, is a 500 in text", async () => {
  for (const body of ["{", '{"params":[]}', '{"params":{},"userTags":"x"}']) {
    const reply = await client.send("POST", "/v1/user-tags", body);
    expect([reply.status, typeof reply.body]).toEqual([500, "string"]);
  }
  expect(cloud.requests().find(({ body }) => body === "{")).toBeUndefined();
});
