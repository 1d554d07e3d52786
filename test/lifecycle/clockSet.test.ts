import { interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";
import { jobImage } from "./harness/subjects";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

describe("a machine's clock that is set", () => {
  let lab: Lab;
  afterEach(() => lab.close());

  /** A create that is sent by a process that dies, before anybody has seen its image. */
  const dyingJob = async (offMs: number, listedAfterS: number, lost: boolean): Promise<Lab> => {
    const jobs = await openLab(jobImage("otc", "an object"), {
      settings: { jobImageListedAfterSeconds: listedAfterS, jobSeconds: 300 },
    });
    lab = jobs;
    if (lost) lab.cloud.addFault({ route: jobs.routes.create, kind: "reset" });
    const dying = lab.process({ offMs: () => offMs });
    void lab.clock.sleep(4_500).then(() => dying.interrupt(interrupted()));
    await failureOf(jobs.stack().up(dying, jobs.args()));
    return jobs;
  };

  describe.each([20 * minute, day, 400 * day])("back between two runs, by %s ms", (ms) => {
    test.each([3, 100, 240])(
      "makes no second image, where the first is listed after %s s",
      async (seconds) => {
        const jobs = await dyingJob(ms, seconds, false);
        const stack = jobs.stack(); // nobody recorded anything
        await stack.up(lab.process(), jobs.args());
        expect(jobs.creates()).toBe(1);
        expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
        expect(stack.recorded?.outputs.imageId).toBe(lab.image().id);
        expect(lab.clock.elapsed()).toBeLessThan(6 * minute); // the job's five, and what it takes to see its end
      },
    );

    test("keeps nobody waiting for a create that never arrived, but the usual five minutes", async () => {
      const jobs = await dyingJob(ms, 3, true);
      expect(lab.images()).toEqual([]);
      const process = lab.process();
      const stack = jobs.stack();
      await stack.up(process, jobs.args());
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(lab.clock.elapsed()).toBeLessThan(11.5 * minute); // five to be sure, and the job
      expect(process.messages.join("\n")).not.toMatch(/-\d+ (s|min) ago/);
      expect(process.messages.join("\n")).toContain("an earlier run has sent this create");
    });
  });

  describe.each([
    ["back by 20 minutes", -20 * minute],
    ["back by a day", -day],
    ["forward by 15 minutes", 15 * minute],
  ])("%s within a run", (_, ms) => {
    test.each(profiles)("makes it neither longer nor another image on %s", async (profile) => {
      lab = await openLab(profile, { settings: { exportSeconds: 120, deleteSeconds: 20 } });
      const args = { name: "golden", volumeId: lab.volume.id };
      for (const atMs of [500, 7_000, 60_000]) {
        const stack = new Stack();
        const from = lab.clock.elapsed();
        const process = lab.process({ offMs: () => (lab.clock.elapsed() - from < atMs ? 0 : ms) });
        await stack.up(process, args);
        expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
        expect(lab.clock.elapsed() - from).toBeLessThan(150_000);
        const since = lab.clock.elapsed();
        const destroying = lab.process({ offMs: () => (lab.clock.elapsed() - since < atMs / 10 ? 0 : ms) });
        await stack.destroy(destroying);
        expect(lab.images()).toEqual([]);
        expect(lab.clock.elapsed() - since).toBeLessThan(minute);
      }
    });

    test("makes it neither longer nor another image where a job makes it", async () => {
      const jobs = await openLab(jobImage("otc", "an object"));
      lab = jobs;
      const process = lab.process({ offMs: () => (lab.clock.elapsed() < 30_000 ? 0 : ms) });
      await jobs.stack().up(process, jobs.args());
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(lab.clock.elapsed()).toBeLessThan(150_000);
    });
  });

  test.each(profiles)(
    "forward by a day within a run ends it early at worst: the next goes on, on %s",
    async (profile) => {
      lab = await openLab(profile, { settings: { exportSeconds: 120, deleteSeconds: 20 } });
      const args = { name: "golden", volumeId: lab.volume.id };
      const stack = new Stack();
      const jumping = (atMs: number) => {
        const from = lab.clock.elapsed();
        return lab.process({ offMs: () => (lab.clock.elapsed() - from < atMs ? 0 : day) });
      };
      await failureOf(stack.up(jumping(30_000), args));
      await stack.up(lab.process({ offMs: () => day }), args);
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(lab.creates()).toBe(1);
      await stack.destroy(jumping(1_000)).catch(() => stack.destroy(lab.process()));
      expect(lab.images()).toEqual([]);
    },
  );

  test("back while a job's image is not listed does not lengthen the search for it", async () => {
    const jobs = await openLab(jobImage("otc", "an object"), {
      settings: { jobImageListedAfterSeconds: 100_000 },
    });
    lab = jobs;
    lab.cloud.addFault({ route: jobs.routes.create, kind: "reset", applied: true });
    const process = lab.process({ offMs: () => (lab.clock.elapsed() < minute ? 0 : -hour) });
    const failure = await failureOf(jobs.stack().up(process, jobs.args()));
    expect(failure.message).toContain("no such image was listed since, and nothing was sent again");
    expect(lab.clock.elapsed()).toBeLessThan(6 * minute);
    expect(jobs.creates()).toBe(1);
  });

  test("wrong from the start by a day does not make each call log in anew", async () => {
    for (const ms of [-day, day, 30 * day]) {
      lab = await openLab("openstack");
      const stack = new Stack();
      await stack.up(lab.process({ offMs: () => ms }), { name: "golden", volumeId: lab.volume.id });
      expect(lab.wire().filter((route) => route === lab.routes.logIn)).toHaveLength(1);
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      if (ms < 30 * day) await lab.close();
    }
  });
});
