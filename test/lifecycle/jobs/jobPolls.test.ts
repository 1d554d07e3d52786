import type { Settings } from "../../../local-cloud";
import { type Lab, openLab } from "../harness/lab";
import { failureOf } from "../harness/stack";
import { jobImage, origins } from "../harness/subjects";

describe("the polls of a job", () => {
  let lab: Lab;
  afterEach(() => lab.close());

  const make = async (settings: Partial<Settings>, profile: "otc" | "huaweicloud" = "otc") => {
    lab = await openLab(jobImage(profile, "an object"), { settings });
    const process = lab.process();
    const stack = lab.stack();
    await stack.up(process, lab.args());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(stack.recorded?.id).toBe(lab.image().id);
    return process.messages.join("\n");
  };

  test.each(["number", "string", "percent"] as const)(
    "show the share that is done, given as a %s, and what is done now",
    async (jobPercent) => {
      expect(await make({ jobPercent }, "huaweicloud")).toMatch(/\b[1-9]\d?%( [~<]\d+ min)?, importing/);
    },
  );

  test.each<[string, Settings["progress"], RegExp]>([
    ["in steps", { steps: 0.3 }, /\b30%( [~<]\d+ min)?, importing/],
    ["evenly", "linear", /\b[1-9]\d?%( [~<]\d+ min)?, importing/],
    ["up to a point where it sticks", { sticksAt: 0.95 }, /\b95%, importing/],
    ["and then goes back", { goesBackAt: 0.6 }, /\b[1-5]\d%, importing/],
  ])("go on while the progress grows %s", async (_, progress, said) => {
    expect(await make({ progress }, "huaweicloud")).toMatch(said);
  });

  test("go on if no progress is shown", async () => {
    expect(await make({ progress: "none" }, "huaweicloud")).not.toMatch(/\d+%/);
  });

  test("find the image in the sub-jobs", async () => {
    await make({ jobOutcome: "imageInSubJob" });
  });

  test("find the image's id as early as the job shows it", async () => {
    await make({ jobImageIdEarly: true });
    expect(lab.wire().filter((route) => route === "ims.listImages")).toHaveLength(3);
  });

  test.each([
    ["otc", "progress", "ims.showJobProgress"],
    ["huaweicloud", "older", "ims.showJob"],
  ] as const)("go to the other path where %s serves only the %s one", async (profile, jobPaths, route) => {
    await make({ jobPaths }, profile);
    const other = route === "ims.showJob" ? "ims.showJobProgress" : "ims.showJob";
    const looks = (path: string) => lab.wire().filter((called) => called === path);
    expect(looks(route).length).toBeGreaterThan(3);
    expect(looks(other)).toHaveLength(1);
  });

  test("go on with the image when the cloud has forgotten the job", async () => {
    await make({ jobOutcome: "forgotten", jobForgottenAfterSeconds: 20 });
  });

  test("never end a wait by failing", async () => {
    lab = await openLab(jobImage("otc", "an object"));
    const at = lab.clock.elapsed();
    for (const fault of [
      { kind: "status", status: 500 },
      { kind: "throttle", retryAfter: 5 },
      { kind: "html", status: 502 },
      { kind: "reset" },
      { kind: "garbage" },
      { kind: "unauthorized" },
    ] as const)
      lab.cloud.addFault({ route: "ims.showJob", times: 2, ...fault });
    await lab.stack().up(lab.process(), lab.args());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.clock.elapsed() - at).toBeLessThan(240_000);
  });

  test("are throttled by IMS's own code, too, and slow down", async () => {
    lab = await openLab(jobImage("otc", "an object"));
    lab.cloud.addFault({
      route: "ims.showJob",
      kind: "status",
      status: 400,
      body: { error: { code: "IMG.0060", message: "The number of tasks exceeds the flow control limit." } },
      times: 5,
    });
    await lab.stack().up(lab.process(), lab.args());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });
});

describe.each(origins)("a job that makes an image from %s and never ends", (origin) => {
  test("is kept when the time is up, and can be destroyed once the cloud lets it", async () => {
    const lab = await openLab(jobImage("otc", origin), { settings: { jobOutcome: "stuck" } });
    try {
      const stack = lab.stack();
      const failure = await failureOf(
        stack.up(lab.process(), lab.args({ timeouts: { create: "5m", delete: "2m" } })),
      );
      expect(failure.message).toContain("not finished after 5 min");
      const refused = await failureOf(stack.destroy(lab.process()));
      expect(refused.message).toContain("cannot be deleted yet");
      expect(stack.recorded).toBeDefined();
      expect(lab.wire()).not.toContain("ims.deleteImage");
      const [job] = lab.cloud.jobs();
      lab.cloud.removeJob(job?.id ?? "");
      lab.cloud.patchImage(lab.image().id, { status: "killed" });
      await stack.destroy(lab.process());
      expect(lab.images()).toEqual([]);
    } finally {
      await lab.close();
    }
  });
});
