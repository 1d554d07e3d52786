import type { EntryName } from "../../../../local-cloud";
import type { ImageJobs } from "../../../../provider/clouds/imageJobs";
import { type Lab, openLab } from "../../../lifecycle/harness/lab";

const gone = "00000000-0000-4000-8000-000000000000";

function jobsOf(lab: Lab, entry: EntryName = "otc"): ImageJobs {
  const { imageJobs } = lab.process({ entry }).connect(undefined);
  if (imageJobs === undefined) throw new Error("no image jobs");
  return imageJobs;
}

describe.each(["otc", "otc-swiss", "huaweicloud"] as const)("what images are made from, on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile);
  });
  afterEach(() => lab.close());

  test("a server, its task and its disks", async () => {
    const jobs = jobsOf(lab, profile);
    const { id, volumeIds } = lab.cloud.addServer({ profile, osType: "Windows", disks: 2 });
    expect(await jobs.showServer(id)).toMatchObject({
      id,
      name: "demo-server",
      status: "ACTIVE",
      task: undefined,
      osType: "windows",
      volumeIds,
    });
    lab.cloud.patchServer(id, { status: "SHUTOFF", taskState: "powering-on" });
    expect(await jobs.showServer(id)).toMatchObject({ status: "SHUTOFF", task: "powering-on" });
    expect(await jobs.showServer(gone)).toBeUndefined();
  });

  test("a vault, by its id and by the server in it", async () => {
    const jobs = jobsOf(lab, profile);
    const server = lab.cloud.addServer({ profile });
    lab.cloud.addVault({ profile, name: "other" });
    const { id } = lab.cloud.addVault({ profile, sizeGiB: 200, resources: [{ id: server.id }] });
    const vault = {
      id,
      status: "available",
      objectType: "server",
      sizeGiB: 200,
      usedMiB: 0,
      resources: [{ id: server.id, status: "available" }],
    };
    expect(await jobs.showVault(id)).toMatchObject(vault);
    expect(await jobs.vaultsOf(server.id)).toMatchObject([vault]);
    expect(await jobs.vaultsOf(gone)).toEqual([]);
    expect(await jobs.showVault(gone)).toBeUndefined();
  });

  test("a backup of CBR, and what was made of it", async () => {
    const jobs = jobsOf(lab, profile);
    const { id } = lab.cloud.addBackup({ profile });
    const fresh = { id, status: "available", ofServer: true, hasSystemDisk: true, imageIds: [] };
    expect(await jobs.showCbrBackup(id)).toMatchObject(fresh);
    lab.cloud.patchBackup(id, { osImagesData: ["i"], containSystemDisk: false });
    expect(await jobs.showCbrBackup(id)).toMatchObject({ imageIds: ["i"], hasSystemDisk: false });
    expect(await jobs.showCbrBackup(gone)).toBeUndefined();
  });

  test("the quota of images", async () => {
    lab.cloud.configure({ imageQuota: 3 });
    lab.cloud.addImage({ profile });
    expect(await jobsOf(lab, profile).imageQuota()).toEqual({ used: 1, most: 3 });
  });

  test.each(["", "-aksk", "-aksk-temporary"] as const)(
    `a bucket and an object, by the keys of ${profile}%s`,
    async (kind) => {
      const jobs = jobsOf(lab, `${profile}${kind}`);
      lab.cloud.addBucket({ profile, name: "lab", region: "eu-nl", storageClass: "WARM" });
      lab.cloud.addObject({ bucket: "lab", key: "a b/ü+(1)*.raw", sizeBytes: 7, storageClass: "STANDARD" });
      expect(await jobs.showBucket("lab")).toEqual({ region: "eu-nl", storageClass: "WARM" });
      expect(await jobs.showObject("lab", "a b/ü+(1)*.raw")).toEqual({
        sizeBytes: 7,
        storageClass: "STANDARD",
      });
      expect(await jobs.showBucket("absent")).toBeUndefined();
      expect(await jobs.showObject("lab", "absent")).toBeUndefined();
    },
  );
});

describe("what images are made from", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab("otc");
  });
  afterEach(() => lab.close());
  const requestsOf = (route: string) => lab.cloud.requests().filter((request) => request.route === route);

  test("a backup of CSBS, and the disks of its server", async () => {
    const { id } = lab.cloud.addBackup({ kind: "CSBS", volumeIds: [lab.volume.id], osImagesData: ["i"] });
    const jobs = jobsOf(lab);
    expect(await jobs.showCsbsBackup(id)).toMatchObject({
      id,
      status: "available",
      ofServer: true,
      imageIds: ["i"],
      volumeIds: [lab.volume.id],
    });
    expect(await jobs.showCsbsBackup(gone)).toBeUndefined();
  });

  test("is not gone because the gateway does not know the path", async () => {
    const body = { error_code: "APIGW.0101", error_msg: "The API does not exist" };
    lab.cloud.addFault({ route: "cbr.showBackup", kind: "status", status: 404, body });
    await expect(jobsOf(lab).showCbrBackup(gone)).rejects.toMatchObject({ code: "APIGW.0101" });
  });

  test("a vault in the list that holds another server is ignored", async () => {
    const vault = { id: "v", name: "v", billing: { status: "available" }, resources: [{ id: "other" }] };
    lab.cloud.addFault({
      route: "cbr.listVaults",
      kind: "status",
      status: 200,
      body: { vaults: [vault, { ...vault, id: "w", resources: null }] },
    });
    expect(await jobsOf(lab).vaultsOf("mine")).toMatchObject([{ id: "w", resources: [] }]);
  });

  test("temporary keys for OBS are requested once, and again before they expire", async () => {
    lab.cloud.addBucket({ name: "lab" });
    const jobs = jobsOf(lab);
    await Promise.all([jobs.showBucket("lab"), jobs.showObject("lab", "x"), jobs.showBucket("lab")]);
    expect(requestsOf("iam.createSecurityToken")).toHaveLength(1);
    expect(requestsOf("iam.createSecurityToken")[0]?.body).toEqual({
      auth: { identity: { methods: ["token"], token: { duration_seconds: 3600 } } },
    });
    await lab.clock.sleep(59 * 60_000);
    await jobs.showBucket("lab");
    expect(requestsOf("iam.createSecurityToken")).toHaveLength(2);
    expect(requestsOf("obs.headBucket").every(({ status }) => status === 200)).toBe(true);
  });

  test("keys that were ended early are replaced once", async () => {
    lab.cloud.addBucket({ name: "lab" });
    const jobs = jobsOf(lab);
    await jobs.showBucket("lab");
    lab.cloud.revokeTokens("otc");
    expect(await jobs.showBucket("lab")).toBeDefined();
    expect(requestsOf("iam.createSecurityToken").filter(({ status }) => status === 201)).toHaveLength(2);
  });

  test.each(["otc", "otc-aksk"] as const)(
    "requests to OBS have the cloud's time, not ours: %s",
    async (entry) => {
      lab.cloud.addBucket({ name: "lab" });
      lab.cloud.configure({ clockSkewSeconds: 7200 });
      const jobs = jobsOf(lab, entry);
      expect(await jobs.showBucket("lab")).toBeDefined();
      expect(await jobs.showBucket("lab")).toBeDefined();
      expect(requestsOf("obs.headBucket").map(({ status }) => status)).toEqual([403, 200, 200]);
    },
  );

  test("a bucket of others is a matter of permission, with the request's id", async () => {
    lab.cloud.addBucket({ name: "theirs", project: "eu-de_other" });
    const jobs = jobsOf(lab, "otc-agency");
    await expect(jobs.showBucket("theirs")).rejects.toMatchObject({
      name: "PermissionError",
      status: 403,
      requestId: expect.any(String),
      hint: expect.stringContaining("OBS Tenant Administrator"),
    });
    expect(requestsOf("obs.headBucket")).toHaveLength(1);
  });

  test.each<[string, Record<string, string>, string]>([
    ["says nothing but 403", {}, "the cloud answered 403"],
    ["says in headers why", { "x-obs-error-code": "AccessDenied", "x-obs-error-message": "No" }, "No"],
  ])("a refusal that %s", async (_, headers, words) => {
    lab.cloud.addFault({ route: "obs.headBucket", kind: "status", status: 403, headers, body: "" });
    await expect(jobsOf(lab).showBucket("lab")).rejects.toMatchObject({
      name: "PermissionError",
      message: expect.stringContaining(words),
      code: headers["x-obs-error-code"],
    });
  });

  test.each(["", "-aksk"] as const)(
    "an object's key is sent as it is, by the keys of otc%s",
    async (kind) => {
      lab.cloud.addBucket({ name: "lab" });
      lab.cloud.addObject({ bucket: "lab", key: "b.raw", sizeBytes: 1 });
      const keys = ["a/../b.raw", "./b.raw", "..", ".", "a/./b", "a//b.raw", "%2e%2e/b.raw"];
      const jobs = jobsOf(lab, `otc${kind}`);
      for (const key of keys) {
        expect(await jobs.showObject("lab", key)).toBeUndefined(); // and not the object that a URL would make of it
        lab.cloud.addObject({ bucket: "lab", key, sizeBytes: 2 });
        expect(await jobs.showObject("lab", key)).toMatchObject({ sizeBytes: 2 });
      }
      expect(requestsOf("obs.headObject").map(({ status }) => status)).toEqual(
        keys.flatMap(() => [404, 200]),
      );
    },
  );

  test("a bucket elsewhere is a hint", async () => {
    const location = "https://lab.obs.eu-nl.otc.t-systems.com/?x";
    lab.cloud.addFault({
      route: "obs.headBucket",
      kind: "status",
      status: 301,
      body: "",
      headers: { location },
    });
    await expect(jobsOf(lab).showBucket("lab")).rejects.toMatchObject({
      message: expect.stringContaining("redirected to https://lab.obs.eu-nl.otc.t-systems.com/, which"),
      hint: expect.stringContaining("another region"),
    });
  });

  test("a user who may not get temporary keys gets a hint about access keys", async () => {
    lab.cloud.addFault({ route: "iam.createSecurityToken", kind: "status", status: 403 });
    await expect(jobsOf(lab).showBucket("lab")).rejects.toMatchObject({
      name: "PermissionError",
      hint: expect.stringContaining("access key"),
    });
  });
});
