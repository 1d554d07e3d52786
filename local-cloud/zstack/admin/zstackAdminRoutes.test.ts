import { type LocalCloud, startCloud } from "../../index";
import { send, virtualClock } from "../../testing/testClient";
import { type ZstackClient, zstackClient } from "../../testing/zstackClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: ZstackClient;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await zstackClient(cloud, clock);
});
afterEach(() => cloud.close());

const admin = (method: string, path: string, body?: unknown) =>
  send(method, `${cloud.admin}/zstack${path}`, body);

test("sessions are listed, and so are jobs, which a restart of the management node can leave stuck", async () => {
  expect((await admin("GET", "/sessions")).body.sessions).toMatchObject([{ account: "demo", user: null }]);
  await client.send("DELETE", `/v1/images/${cloud.addTemplate().uuid}`);
  const { jobs } = (await admin("POST", "/restart", { workGoesOn: true })).body;
  expect(jobs).toMatchObject([{ api: "deleteImage", status: "processing", stuck: true }]);
  expect((await admin("DELETE", `/jobs/${jobs[0].uuid}`)).status).toBe(204);
  expect((await admin("GET", "/jobs")).body.jobs).toEqual([]);
});
