import { type LocalCloud, type Settings, startCloud } from "../../index";
import { type Client, signIn, virtualClock } from "../../testing/testClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await signIn(cloud, "otc");
});
afterEach(() => cloud.close());

const as = async (name: "otc" | "otc-swiss" | "huaweicloud") => {
  client = await signIn(cloud, name);
};
const post = (what: string, body: object) =>
  client.send("POST", `${cloud.endpoints.ims}/v1/cloudimages/${what}/action`, body);
const older = (id: string) => client.send("GET", `${cloud.endpoints.ims}/v1/${client.projectId}/jobs/${id}`);
const progress = (id: string) => client.send("GET", `${cloud.endpoints.ims}/v1/cloudimages/job/${id}`);
const image = async (id: string) =>
  (await client.send("GET", `${cloud.endpoints.ims}/v2/cloudimages?id=${id}`)).body.images[0];

/** A data image on its way, of the profile that is signed in. */
async function dataImage(settings: Partial<Settings> = {}): Promise<string> {
  cloud.configure(settings);
  const profile = cloud.requests().at(-1)?.profile as "otc";
  const { name: bucket } = cloud.addBucket({ profile });
  cloud.addObject({ bucket, key: "disk.qcow2" });
  const reply = await post("dataimages", { name: "d", image_url: `${bucket}:disk.qcow2`, min_disk: 40 });
  expect(reply.status).toBe(200);
  return reply.body.job_id;
}

test("a job goes from INIT over RUNNING to SUCCESS, and its image from queued over saving to active", async () => {
  const id = await dataImage();
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  const imageId = cloud.jobs()[0]?.imageId as string;
  const seen = [];
  for (const seconds of [0, 2, 18, 20, 20]) {
    clock.advance(seconds);
    const job = (await older(id)).body;
    seen.push([job.status, job.end_time !== "", job.entities, (await image(imageId))?.status]);
  }
  expect(seen).toEqual([
    ["INIT", false, {}, undefined],
    ["RUNNING", false, {}, "saving"],
    ["RUNNING", false, {}, "saving"],
    ["RUNNING", false, {}, "saving"],
    ["SUCCESS", true, { image_id: imageId, image_name: "d" }, "active"],
  ]);
});

test("OTC has the older query only, without progress", async () => {
  const id = await dataImage();
  clock.advance(30);
  expect((await older(id)).body).toEqual({
    status: "RUNNING",
    job_id: id,
    job_type: "imsImportDataImageJob",
    begin_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    end_time: "",
    error_code: null,
    fail_reason: null,
    entities: {},
  });
  const reply = await progress(id);
  expect([reply.status, reply.body.error_code]).toEqual([404, "APIGW.0101"]);
});

test("eu-ch2 reports progress in the older query, in steps", async () => {
  await as("otc-swiss");
  const id = await dataImage({ jobSeconds: 62, jobInitSeconds: 2 });
  const seen = [];
  for (const seconds of [3, 20, 20, 20]) {
    clock.advance(seconds);
    seen.push((await older(id)).body.entities);
  }
  const current_task = "ImportDataImageTask";
  expect(seen.map(({ process_percent }) => process_percent)).toEqual([0.1, 0.4, 0.9, 1]);
  expect(seen[0]).toEqual({ process_percent: 0.1, current_task });
  expect((await progress(id)).status).toBe(404);
});

test("Huawei Cloud has both queries, and progress in the newer one", async () => {
  await as("huaweicloud");
  const id = await dataImage({ jobImageIdEarly: true });
  clock.advance(30);
  const imageId = cloud.jobs()[0]?.imageId;
  expect((await older(id)).body.entities).toEqual({ image_id: imageId, image_name: "d" });
  expect((await progress(id)).body).toMatchObject({
    end_time: null,
    entities: {
      image_id: imageId,
      image_name: "d",
      process_percent: 0.4,
      current_task: "ImportDataImageTask",
      subJobId: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  });
});

test("which query answers, and how it reports progress, can be forced", async () => {
  const id = await dataImage({ jobPaths: "progress", jobPercent: "string" });
  clock.advance(30);
  expect((await older(id)).status).toBe(404);
  expect((await progress(id)).body.entities.process_percent).toBe("0.4");
  cloud.configure({ jobPaths: "both", jobPercent: "percent" });
  expect((await older(id)).body.entities.process_percent).toBe(40);
  cloud.configure({ jobPaths: "older", jobPercent: "number" });
  expect((await older(id)).body.entities.process_percent).toBe(0.4);
  expect((await progress(id)).status).toBe(404);
});

test.each([
  ["gone", undefined],
  ["killed", "killed"],
  ["saving", "saving"],
] as const)("a failed job has a code and a reason; its image is then %s", async (after, status) => {
  const id = await dataImage({ jobOutcome: "failed", jobImageAfterFailure: after });
  clock.advance(60);
  const job = (await older(id)).body;
  expect(job).toMatchObject({ status: "FAIL", error_code: "IMG.0057", entities: {} });
  expect(job.fail_reason).toContain("empty, not found");
  expect((await image(cloud.jobs()[0]?.imageId ?? ""))?.status).toBe(status);
});

test("code and reason of a failure can be chosen, also for one object only", async () => {
  cloud.addBucket();
  const job = { jobOutcome: "failed", jobErrorCode: "IMG.0182", jobFailReason: "full" } as const;
  cloud.addObject({ bucket: "demo-bucket", key: "bad", job });
  cloud.addObject({ bucket: "demo-bucket", key: "good" });
  const ids = [];
  for (const key of ["bad", "good"])
    ids.push(
      (await post("dataimages", { name: key, image_url: `demo-bucket:${key}`, min_disk: 1 })).body.job_id,
    );
  clock.advance(60);
  const [bad, good] = [await older(ids[0]), await older(ids[1])];
  expect(bad.body).toMatchObject({ status: "FAIL", error_code: "IMG.0182", fail_reason: "full" });
  expect(good.body.status).toBe("SUCCESS");
});

test("a forgotten job is IMG.0023 while its image goes on", async () => {
  const id = await dataImage({ jobOutcome: "forgotten", jobForgottenAfterSeconds: 5 });
  clock.advance(4);
  expect((await older(id)).body.status).toBe("RUNNING");
  clock.advance(1);
  const reply = await older(id);
  expect([reply.status, reply.body.error.code]).toEqual([400, "IMG.0023"]);
  clock.advance(55);
  expect((await image(cloud.jobs()[0]?.imageId ?? "")).status).toBe("active");
  expect(cloud.jobs()[0]?.status).toBeNull();
});

test("a job can be polled for a limited time only, and can be removed", async () => {
  const id = await dataImage({ jobKeptSeconds: 10 });
  clock.advance(69);
  expect((await older(id)).body.status).toBe("SUCCESS");
  clock.advance(1);
  expect((await older(id)).body.error.code).toBe("IMG.0023");
  cloud.removeJob(id);
  expect(cloud.jobs()).toEqual([]);
});

test("a stuck job runs for ever, and its image cannot be deleted", async () => {
  const id = await dataImage({ jobOutcome: "stuck" });
  clock.advance(80_000);
  expect((await older(id)).body).toMatchObject({ status: "RUNNING", end_time: "" });
  const imageId = cloud.jobs()[0]?.imageId;
  const reply = await client.send("DELETE", `${cloud.endpoints.ims}/v2/images/${imageId}`);
  expect(reply.body.error.code).toBe("IMG.0090");
});

test("the image's id may stand in the sub-job alone", async () => {
  const id = await dataImage({ jobOutcome: "imageInSubJob" });
  clock.advance(60);
  const { entities } = (await older(id)).body;
  expect(entities.image_id).toBeUndefined();
  expect(entities.sub_jobs_result[0]).toMatchObject({
    status: "SUCCESS",
    job_id: entities.sub_jobs_list[0],
    entities: { image_id: cloud.jobs()[0]?.imageId, image_name: "d" },
  });
});

test("the image can be listed late, and with its tags only once it is active", async () => {
  const id = await dataImage({ jobImageListedAfterSeconds: 20, tagsWhileSaving: false });
  const imageId = cloud.jobs()[0]?.imageId ?? "";
  clock.advance(19);
  expect(await image(imageId)).toBeUndefined();
  clock.advance(1);
  expect((await image(imageId)).status).toBe("saving");
  expect((await older(id)).body.status).toBe("RUNNING");
});

test("jobs are the project's own", async () => {
  const id = await dataImage();
  const { projectId } = client;
  client = await signIn(cloud, "otc", "eu-de_other");
  expect((await older(id)).body.error.code).toBe("IMG.0023");
  const reply = await client.send("GET", `${cloud.endpoints.ims}/v1/${projectId}/jobs/${id}`);
  expect(reply.body.error.code).toBe("IMG.0030");
});

test("throttling comes as the gateway's 429 and as IMS's own 400, also for jobs", async () => {
  const id = await dataImage();
  cloud.addFault({ route: "ims.showJob", kind: "throttle" });
  expect((await older(id)).status).toBe(429);
  cloud.addFault({ route: "ims.createDataImage", kind: "throttle", envelope: "ims-400" });
  const reply = await post("dataimages", { name: "d", image_url: "demo-bucket:disk.qcow2", min_disk: 40 });
  expect([reply.status, reply.body.error.code]).toEqual([400, "IMG.0060"]);
  expect(cloud.jobs()).toHaveLength(1);
});
