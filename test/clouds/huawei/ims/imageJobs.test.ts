import type { Job } from "../../../../provider/clouds/job";
import { type Lab, openLab } from "../../../lifecycle/harness/lab";

describe.each(["otc", "otc-swiss", "huaweicloud"] as const)("images made by jobs, on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile);
  });
  afterEach(() => lab.close());

  const open = () => {
    const cloud = lab.process().connect(undefined);
    if (cloud.imageJobs === undefined) throw new Error("no image jobs");
    const jobs = cloud.imageJobs;
    const wait = (jobId: string) =>
      cloud.images.wait<Job>({
        key: undefined,
        deadline: lab.clock.now() + 600_000,
        judge: () => ({ state: "unclear", step: "the job knows" }),
        pollAlone: async (options) => {
          const job = await cloud.jobs?.show(jobId, options);
          return job === undefined || job.state === "running"
            ? { state: "pending", step: job?.step ?? "unknown", percent: job?.percent }
            : { state: "done", result: job };
        },
      });
    return { cloud, jobs, wait };
  };
  const common = { name: "made by a job", tags: [{ key: "team", value: "erp" }] };

  test("from a server, from its backup and from an object: each ends with its image", async () => {
    const { cloud, jobs, wait } = open();
    const { id: instanceId } = lab.cloud.addServer({ profile });
    const { id: vaultId } = lab.cloud.addVault({ profile });
    const { id: cbrBackupId } = lab.cloud.addBackup({ profile });
    lab.cloud.addBucket({ profile, name: "lab" });
    lab.cloud.addObject({ bucket: "lab", key: "a/b.qcow2" });
    const object = { bucket: "lab", object: "a/b.qcow2", minDiskGiB: 40, osType: "linux" } as const;
    const started = [
      await jobs.createFullEcsImage({ ...common, source: { instanceId, vaultId } }),
      await jobs.createFullEcsImage({ ...common, source: { cbrBackupId } }),
      await jobs.createDataImage({ ...common, ...object }),
    ];
    const done = await Promise.all(started.map(({ jobId }) => wait(jobId)));
    for (const { state, imageId } of done) {
      expect(state).toBe("succeeded");
      const image = await cloud.showImage(imageId ?? "");
      expect(image).toMatchObject({ status: "active", name: common.name, tags: { team: "erp" } });
    }
    expect(lab.cloud.requests().flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test("that fail show code and reason; a job that is forgotten is absent", async () => {
    const { cloud, jobs, wait } = open();
    lab.cloud.configure({ jobOutcome: "failed", jobErrorCode: "IMG.0057", jobFailReason: "empty" });
    const { id: cbrBackupId } = lab.cloud.addBackup({ profile });
    const { jobId } = await jobs.createFullEcsImage({ ...common, source: { cbrBackupId } });
    expect(await wait(jobId)).toMatchObject({
      state: "failed",
      failure: { code: "IMG.0057", reason: "empty", requestId: expect.any(String) },
    });
    lab.cloud.removeJob(jobId);
    expect(await cloud.jobs?.show(jobId)).toBeUndefined();
  });

  test.each(["older", "progress", "both"] as const)(
    "are watched where jobs are read by %s",
    async (jobPaths) => {
      const { jobs, wait } = open();
      lab.cloud.configure({ jobPaths, jobPercent: "string" });
      const { id: cbrBackupId } = lab.cloud.addBackup({ profile });
      const { jobId } = await jobs.createFullEcsImage({ ...common, source: { cbrBackupId } });
      expect(await wait(jobId)).toMatchObject({ state: "succeeded", percent: 100 });
    },
  );
});
