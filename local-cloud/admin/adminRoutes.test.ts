import { type LocalCloud, startCloud } from "../index";
import { routes } from "../services";
import { type Reply, send, signIn } from "../testing/testClient";

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.close());
const admin = (method: string, path: string, body?: unknown): Promise<Reply> =>
  send(method, `${cloud.admin}${path}`, body);

/** Of each collection: what is added, what the cloud answers of it, and what is changed where it can be. */
type Row = [path: string, added: object, answered: object, changes?: object];
const collections: readonly Row[] = [
  [
    "/volumes",
    { profile: "huaweicloud", name: "v", sizeGiB: 5, export: { exportSeconds: 1 } },
    { project: "cn-north-4", status: "available" },
    { status: "error" },
  ],
  [
    "/images",
    { profile: "openstack", project: "other", name: "i", tags: ["t"] },
    { status: "active", project: "other", tags: ["t"], listed: true },
    { name: "j", protected: true, my_prop: "x", tags: [], status: "deactivated" },
  ],
  ["/servers", { name: "a", disks: 2 }, { name: "a" }, { status: "SHUTOFF", taskState: "rebooting" }],
  [
    "/backups",
    { kind: "CSBS", profile: "huaweicloud" },
    { kind: "CSBS" },
    { status: "error", osImagesData: ["i"] },
  ],
  [
    "/vaults",
    { sizeGiB: 3 },
    { sizeGiB: 3 },
    { status: "frozen", resources: [{ id: "s", protectStatus: "error" }] },
  ],
  [
    "/buckets",
    { name: "lab", profile: "otc-swiss" },
    { region: "eu-ch2", storageClass: "STANDARD", project: "eu-ch2_lab" },
  ],
  ["/objects", { bucket: "given", key: "a/b c" }, { bucket: "given", key: "a/b c" }],
  ["/zstack/snapshots", { name: "n" }, { name: "n" }, { sizeBytes: 5 }],
  ["/zstack/backup-storages", { name: "n" }, { name: "n" }, { failing: "no room" }],
  ["/zstack/templates", { name: "n" }, { name: "n" }, { state: "Disabled", userTags: ["x"] }],
  ["/zstack/tag-patterns", { name: "gold" }, { name: "gold" }],
];

test.each(collections.map(([path, ...row]) => [path, row] as const))(
  "what is added to %s is listed, shown and changed, until it is removed",
  async (collection, [added, answered, changes]) => {
    if (collection === "/objects") cloud.addBucket({ name: "given" });
    const { status, body } = await admin("POST", collection, added);
    expect([status, body]).toEqual([201, expect.objectContaining(answered)]);
    const list = async () => Object.values((await admin("GET", collection)).body);
    expect(await list()).toEqual([[body]]);
    const name =
      collection === "/objects" ? "given/a/b%20c" : (body.id ?? body.uuid ?? encodeURIComponent(body.name));
    const path = `${collection}/${name}`;
    if (changes) {
      expect((await admin("PATCH", path, changes)).body).toMatchObject(changes);
      expect((await admin("GET", path)).body).toMatchObject(changes);
    }
    expect((await admin("DELETE", path)).status).toBe(204);
    expect((await admin("DELETE", path)).status).toBe(404);
    if (changes) expect((await admin("GET", path)).status).toBe(404);
    expect(await list()).toEqual([[]]);
  },
);

test("every collection of the admin interface is among these", () => {
  const added = routes
    .filter(({ service, name }) => service === "admin" && /\badd(?!Fault)/.test(name))
    .map(({ pattern }) => pattern);
  expect(collections.map(([path]) => path).sort()).toEqual(added.sort());
});

test("an image loses an attribute that is changed to null", async () => {
  const { id } = cloud.addImage({ my_prop: "x" });
  expect((await admin("PATCH", `/images/${id}`, { my_prop: null })).body.my_prop).toBeUndefined();
});

test("a bucket that is removed takes its objects along", async () => {
  cloud.addBucket({ name: "lab" });
  cloud.addObject({ bucket: "lab", key: "d" });
  expect((await admin("DELETE", "/buckets/lab")).status).toBe(204);
  expect((await admin("GET", "/objects")).body.objects).toEqual([]);
  expect((await admin("POST", "/objects", { bucket: "lab", key: "d" })).status).toBe(404);
});

test.each<[string, string, object]>([
  ["POST", "/volumes", { size: 3 }],
  ["POST", "/volumes", { sizeGiB: 0 }],
  ["POST", "/volumes", { profile: "aws" }],
  ["POST", "/volumes", { export: { seconds: 3 } }],
  ["POST", "/servers", { volumes: [] }],
  ["POST", "/servers", { profile: "openstack" }],
  ["POST", "/servers", { job: { exportSeconds: 3 } }],
  ["POST", "/backups", { kind: "VBS" }],
  ["POST", "/vaults", { objectType: "car" }],
  ["POST", "/buckets", { storageClass: "HOT" }],
  ["POST", "/objects", { key: "k" }],
  ["POST", "/zstack/snapshots", { nmae: "n" }],
  ["POST", "/zstack/backup-storages", { nmae: "n" }],
  ["POST", "/zstack/templates", { nmae: "n" }],
  ["POST", "/faults", { route: "*", kind: "explode" }],
  ["POST", "/faults", { route: "*", kind: "reset", delay: 3 }],
  ["PATCH", "/settings", { speed: 3 }],
  ["PATCH", "/settings", { jobOutcome: "exploded" }],
  ["PATCH", "/settings", { zstackTimeZone: "Asia/Nowhere" }],
])("%s %s refuses %j, with an explanation", async (method, path, body) => {
  expect(await admin(method, path, body)).toMatchObject({
    status: 400,
    body: { error: expect.stringMatching(/\w/) },
  });
});

test("a project or a volume that does not exist is named in the refusal", async () => {
  expect((await admin("POST", "/volumes", { project: "nope" })).body.error).toContain("nope");
  const reply = await admin("POST", "/servers", { volumeIds: ["nope"] });
  expect([reply.status, reply.body.error]).toEqual([404, expect.stringContaining("nope")]);
});

test("settings are changed one by one, and all of them are answered", async () => {
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

test("jobs are listed with their state and their image, until they are removed", async () => {
  const client = await signIn(cloud, "otc");
  const { id } = cloud.addBackup({ kind: "CSBS" });
  const url = `${cloud.endpoints.ims}/v1/cloudimages/wholeimages/action`;
  await client.send("POST", url, { name: "w", backup_id: id });
  const { jobs } = (await admin("GET", "/jobs")).body;
  expect(jobs).toMatchObject([{ status: "INIT", percent: 0, imageName: "w", project: "eu-de_lab" }]);
  expect((await admin("DELETE", `/jobs/${jobs[0].id}`)).status).toBe(204);
  expect((await admin("DELETE", `/jobs/${jobs[0].id}`)).status).toBe(404);
});

test("the whole state is shown at once", async () => {
  const { id } = cloud.addBackup();
  await admin("POST", "/faults", { route: "ims.*", kind: "reset" });
  expect((await admin("GET", "/state")).body).toMatchObject({
    volumes: [],
    images: [],
    jobs: [],
    backups: [{ id }],
    faults: [{ seen: 0 }],
    zstack: { templates: [], sessions: 0 },
  });
});
