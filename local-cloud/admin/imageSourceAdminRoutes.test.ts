import { type LocalCloud, startCloud } from "../index";
import { type Reply, send, signIn } from "../testing/testClient";

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.close());
const admin = (method: string, path: string, body?: unknown): Promise<Reply> =>
  send(method, `${cloud.admin}${path}`, body);

test.each([
  ["servers", { name: "a", disks: 2 }, { status: "SHUTOFF", taskState: "rebooting" }],
  ["backups", { kind: "CSBS", profile: "huaweicloud" }, { status: "error", osImagesData: ["i"] }],
  ["vaults", { sizeGiB: 3 }, { status: "frozen", resources: [{ id: "s", protectStatus: "error" }] }],
])("%s are made, shown, changed and removed", async (what, given, changes) => {
  const made = await admin("POST", `/${what}`, given);
  expect(made.status).toBe(201);
  const path = `/${what}/${made.body.id}`;
  expect((await admin("PATCH", path, changes)).body).toMatchObject(changes);
  expect((await admin("GET", path)).body).toMatchObject(changes);
  expect((await admin("GET", `/${what}`)).body[what]).toHaveLength(1);
  expect((await admin("DELETE", path)).status).toBe(204);
  expect((await admin("GET", path)).status).toBe(404);
});

test("buckets and objects are made, listed and removed, keys with slashes too", async () => {
  expect((await admin("POST", "/buckets", { name: "lab", profile: "otc-swiss" })).body).toMatchObject({
    region: "eu-ch2",
    storageClass: "STANDARD",
    project: "eu-ch2_lab",
  });
  for (const key of ["a/b c", "d"]) await admin("POST", "/objects", { bucket: "lab", key });
  expect((await admin("GET", "/objects")).body.objects).toHaveLength(2);
  expect((await admin("DELETE", "/objects/lab/a/b%20c")).status).toBe(204);
  expect((await admin("DELETE", "/objects/lab/a/b%20c")).status).toBe(404);
  expect((await admin("DELETE", "/buckets/lab")).status).toBe(204);
  expect((await admin("GET", "/objects")).body.objects).toEqual([]);
  expect((await admin("GET", "/buckets")).body.buckets).toEqual([]);
  expect((await admin("POST", "/objects", { bucket: "lab", key: "d" })).status).toBe(404);
});

test("jobs are listed with what they came to, and can be taken away", async () => {
  const client = await signIn(cloud, "otc");
  const { id } = cloud.addBackup({ kind: "CSBS" });
  const url = `${cloud.endpoints.ims}/v1/cloudimages/wholeimages/action`;
  await client.send("POST", url, { name: "w", backup_id: id });
  const { jobs } = (await admin("GET", "/jobs")).body;
  expect(jobs).toMatchObject([{ status: "INIT", percent: 0, imageName: "w", project: "eu-de_lab" }]);
  expect((await admin("GET", "/state")).body).toMatchObject({
    jobs: [{ id: jobs[0].id }],
    backups: [{ id }],
  });
  expect((await admin("DELETE", `/jobs/${jobs[0].id}`)).status).toBe(204);
  expect((await admin("DELETE", `/jobs/${jobs[0].id}`)).status).toBe(404);
});

test("misspelt fields, wrong values and what does not exist are refused with words", async () => {
  for (const [path, body] of [
    ["/servers", { volumes: [] }],
    ["/servers", { profile: "openstack" }],
    ["/servers", { job: { exportSeconds: 3 } }],
    ["/backups", { kind: "VBS" }],
    ["/vaults", { objectType: "car" }],
    ["/buckets", { storageClass: "HOT" }],
    ["/objects", { key: "k" }],
  ] as const)
    expect((await admin("POST", path, body)).status).toBe(400);
  expect((await admin("POST", "/servers", { volumeIds: ["nope"] })).status).toBe(404);
  expect((await admin("PATCH", "/settings", { jobOutcome: "exploded" })).status).toBe(400);
});
