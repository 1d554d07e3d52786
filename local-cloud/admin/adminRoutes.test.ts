import { type LocalCloud, startCloud } from "../index";
import { type Reply, send, signIn } from "../testing/testClient";

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.close());
const admin = (method: string, path: string, body?: unknown): Promise<Reply> =>
  send(method, `${cloud.admin}${path}`, body);

test("volumes are made, shown, changed and removed", async () => {
  const made = await admin("POST", "/volumes", {
    profile: "huaweicloud",
    name: "v",
    sizeGiB: 5,
    export: { exportSeconds: 1 },
  });
  expect([made.status, made.body.project, made.body.status]).toEqual([201, "cn-north-4", "available"]);
  const path = `/volumes/${made.body.id}`;
  expect((await admin("PATCH", path, { status: "error" })).body.status).toBe("error");
  expect((await admin("GET", path)).body.status).toBe("error");
  expect((await admin("GET", "/volumes")).body.volumes).toHaveLength(1);
  expect((await admin("DELETE", path)).status).toBe(204);
  expect((await admin("GET", path)).status).toBe(404);
});

test("images are made active and changed behind everybody's back", async () => {
  const { body: image } = await admin("POST", "/images", {
    profile: "openstack",
    project: "other",
    name: "i",
    tags: ["t"],
  });
  expect(image).toMatchObject({ status: "active", project: "other", tags: ["t"], listed: true });
  const path = `/images/${image.id}`;
  const changes = { name: "j", protected: true, my_prop: "x", tags: [], status: "deactivated" };
  expect((await admin("PATCH", path, changes)).body).toMatchObject(changes);
  expect((await admin("PATCH", path, { my_prop: null })).body.my_prop).toBeUndefined();
  expect((await admin("DELETE", path)).status).toBe(204);
  expect((await admin("GET", "/images")).body.images).toEqual([]);
});

test("misspelt fields, wrong values and unknown projects are refused with words", async () => {
  for (const body of [{ size: 3 }, { sizeGiB: 0 }, { profile: "aws" }, { export: { seconds: 3 } }])
    expect((await admin("POST", "/volumes", body)).status).toBe(400);
  expect((await admin("POST", "/volumes", { project: "nope" })).body.error).toContain("nope");
  expect((await admin("PATCH", "/settings", { speed: 3 })).status).toBe(400);
  expect((await admin("POST", "/faults", { route: "*", kind: "explode" })).status).toBe(400);
});

test("settings hold for later exports", async () => {
  expect((await admin("PATCH", "/settings", { exportSeconds: 5 })).body.exportSeconds).toBe(5);
  expect((await admin("GET", "/settings")).body).toMatchObject({
    exportSeconds: 5,
    queuedSeconds: 2,
    outcome: "active",
  });
});

test("every request is listed in order with its route, and can be read on from a number", async () => {
  const client = await signIn(cloud, "otc-swiss");
  await client.send("GET", `${cloud.endpoints.ims}/v2/cloudimages?limit=3`, undefined, { "x-unknown": "1" });
  await client.send("GET", `${cloud.endpoints.evs}/nothing`);
  const { requests } = (await admin("GET", "/requests")).body;
  expect(
    requests.map(({ n, route, status, profile }: Record<string, unknown>) => [n, route, status, profile]),
  ).toEqual([
    [1, "iam.createToken", 201, "otc-swiss"],
    [2, "ims.listImages", 200, "otc-swiss"],
    [3, null, 404, null],
  ]);
  expect(requests[1]).toMatchObject({
    method: "GET",
    path: "/ims/v2/cloudimages",
    query: { limit: "3" },
    service: "ims",
  });
  expect(requests[1].headers).toMatchObject({ "x-auth-token": "***", accept: "application/json" });
  expect(requests[1].headers["x-unknown"]).toBeUndefined();
  expect((await admin("GET", "/requests?since=2")).body.requests).toHaveLength(1);
  await admin("DELETE", "/requests");
  expect((await admin("GET", "/requests")).body.requests).toEqual([]);
});

test("tokens are revoked, of one profile or of all", async () => {
  const client = await signIn(cloud, "otc");
  expect((await admin("POST", "/tokens/revoke", { profile: "openstack" })).body.revoked).toBe(0);
  expect((await admin("POST", "/tokens/revoke")).body.revoked).toBe(1);
  expect((await client.send("GET", `${cloud.endpoints.ims}/v2/cloudimages`)).status).toBe(401);
});

test("the whole state can be seen", async () => {
  await admin("POST", "/faults", { route: "ims.*", kind: "reset" });
  expect((await admin("GET", "/state")).body).toMatchObject({
    volumes: [],
    images: [],
    faults: [{ seen: 0 }],
  });
  expect((await admin("DELETE", "/faults")).status).toBe(204);
});
