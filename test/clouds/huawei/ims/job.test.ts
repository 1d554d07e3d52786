import { fromJob, JobAnswer } from "../../../../provider/clouds/huawei/ims/job";

/** The samples of docs/vendors/open-telekom-and-huawei.md#the-job-object, and what they leave open. */
const id = "9a175ac692fa1254019a0bd1c9b0f1a7";
const image = "5f2c6c1e-8f0a-4a0e-9a77-0d8a4d1c2b11";
const head = {
  job_id: ` ${id}`,
  job_type: "imsImportDataImageJob",
  begin_time: "2026-11-21T08:00:03.742Z",
  end_time: "",
  error_code: null,
  fail_reason: null,
};
const read = (body: object) => fromJob(id, JobAnswer.parse({ ...head, ...body }), "r1");

describe("a job", () => {
  test("that runs, without progress, as OTC shows it", () => {
    expect(read({ status: "RUNNING", entities: {} })).toEqual({
      id,
      state: "running",
      percent: undefined,
      begunAt: Date.UTC(2026, 10, 21, 8, 0, 3, 742),
      step: "running",
      imageId: undefined,
      failure: undefined,
    });
  });

  test.each(["", null, undefined, "2026-11-21 08:00:03", "2026-11-21T08:00:03.742", 7])(
    "tells when it began only with a zone, not by %p",
    (begin_time) => {
      expect(read({ status: "RUNNING", begin_time }).begunAt).toBeUndefined();
    },
  );

  test("that runs, with progress and the image, as Huawei Cloud shows it", () => {
    const entities = {
      image_name: "lab-data-01",
      image_id: image,
      process_percent: 0.4,
      current_task: "ImportDataImageTask",
      subJobId: "9a175ac692fa1254019a0bd1d0aa0002",
    };
    expect(read({ status: "RUNNING", entities })).toMatchObject({
      state: "running",
      percent: 40,
      step: "ImportDataImageTask",
      imageId: image,
    });
  });

  test("that has succeeded", () => {
    const entities = { image_id: image, image_name: "lab-data-01" };
    expect(read({ status: "SUCCESS", entities })).toMatchObject({ state: "succeeded", imageId: image });
  });

  test("that has succeeded by a sub job, whose image it is", () => {
    const sub = { job_id: "9a175ac892fa1342019a0c11b2c40001", job_type: "imsCopyVolumeToImageJob" };
    const entities = {
      sub_jobs_list: [sub.job_id],
      sub_jobs_result: [
        { ...sub, status: "SUCCESS", entities: {} },
        { ...sub, status: "SUCCESS", error_code: null, entities: { image_id: image } },
      ],
    };
    expect(read({ status: "SUCCESS", entities })).toMatchObject({ state: "succeeded", imageId: image });
    const results = { image_id: "", results: [{ image_id: image, status: "success" }] };
    expect(read({ status: "SUCCESS", entities: results }).imageId).toBe(image);
  });

  test("that has failed shows why, and what can be done", () => {
    const why = { error_code: "IMG.0057", fail_reason: "The image file is empty, not found, …" };
    expect(read({ status: "FAIL", ...why, entities: {} })).toMatchObject({
      state: "failed",
      failure: {
        code: "IMG.0057",
        reason: why.fail_reason,
        hint: expect.stringContaining("object exists"),
        requestId: "r1",
      },
    });
  });

  test.each<[string, object, object]>([
    [
      "by the words of the SDK's fields",
      { addition_error_code: "IMG.0060", addition_error_msg: "later" },
      { code: "IMG.0060", reason: "later" },
    ],
    [
      "by others of them",
      { error_code: "IMG.0014", error: "backend" },
      { code: "IMG.0014", reason: "backend" },
    ],
    [
      "by its sub job",
      {
        sub_jobs_result: [
          { status: "SUCCESS" },
          { status: "FAIL", error_code: "IMG.0136", fail_reason: "busy" },
        ],
      },
      { code: "IMG.0136", reason: "busy", hint: expect.stringContaining("wait until") },
    ],
    ["for no reason that is given", {}, { code: undefined, reason: "the cloud gives no reason" }],
  ])("that has failed %s", (_, entities, failure) => {
    expect(read({ status: "FAILED", entities }).failure).toMatchObject(failure);
  });

  test.each<[string, string]>([
    ["SUCCESS", "succeeded"],
    ["success", "succeeded"],
    ["FAIL", "failed"],
    ["failed", "failed"],
    ["INIT", "running"],
    ["RUNNING", "running"],
    ["PAUSED", "running"],
    ["", "running"],
  ])("in status %j is %s", (status, state) => {
    expect(read({ status }).state).toBe(state);
  });

  test.each<[unknown, number | undefined]>([
    [0, 0],
    [0.24, 24],
    ["0.40", 40],
    [1, 100],
    [40, 40],
    ["99.5", 99.5],
    [180, 100],
    [-1, 0],
    ["", undefined],
    [null, undefined],
    ["soon", undefined],
    [true, undefined],
    [{}, undefined],
  ])("with a progress of %j is at %s percent", (process_percent, percent) => {
    expect(read({ status: "RUNNING", entities: { process_percent } }).percent).toBe(percent);
  });

  test("names its task without the colon that some have, and its status where there is none", () => {
    const step = (current_task: unknown) => read({ status: "RUNNING", entities: { current_task } }).step;
    expect(step("CopyImageInRegionTask:")).toBe("CopyImageInRegionTask");
    expect(step(":")).toBe("running");
    expect(step(null)).toBe("running");
    expect(read({ status: "INIT", entities: null }).step).toBe("init");
  });
});
