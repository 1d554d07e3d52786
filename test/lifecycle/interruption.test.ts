import { PartialFailureError } from "../../provider/lifecycle/claim/partialFailureError";
import { interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

describe.each(profiles)("an interruption on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = () => ({ name: "golden", volumeId: lab.volume.id });
  const finishes = async () => {
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.image().id).toBe(stack.recorded?.id);
  };

  test.each([10, 1_000, 30_000, 61_000])(
    "%s ms after the create keeps the resource at once, with its id",
    async (ms) => {
      const process = lab.process();
      let at = 0;
      void lab.clock.sleep(ms).then(() => {
        at = lab.clock.elapsed();
        process.interrupt(interrupted());
      });
      const error = await failureOf(stack.up(process, golden()));
      expect(error).toBeInstanceOf(PartialFailureError);
      expect(error).toMatchObject({ id: lab.image().id, reasons: [expect.stringContaining("is gone")] });
      expect(lab.clock.elapsed()).toBe(at);
      expect(lab.images()).toMatchObject([{ tags: [] }]);
      await finishes();
    },
  );

  test("while the volume is busy leaves nothing behind", async () => {
    lab.cloud.patchVolume(lab.volume.id, { status: "backing-up" });
    const process = lab.process();
    void lab.clock.sleep(60_000).then(() => process.interrupt(interrupted()));
    expect(await failureOf(stack.up(process, golden()))).toMatchObject({ name: "InterruptedError" });
    expect(lab.creates()).toBe(0);
    lab.cloud.patchVolume(lab.volume.id, { status: "available" });
    await finishes();
  });

  test("while the create's answer is on its way: the next up adopts", async () => {
    lab.cloud.addFault({ route: lab.routes.create, kind: "noHeaders", applied: true });
    const process = lab.process();
    const timer = setInterval(() => {
      if (lab.creates() === 0) return;
      clearInterval(timer);
      process.interrupt(interrupted());
    }, 5);
    expect(await failureOf(stack.up(process, golden()))).toMatchObject({ name: "InterruptedError" });
    expect(stack.recorded).toBeUndefined();
    await finishes();
  });

  test("before the create: an engine that is dead by then gets no image", async () => {
    const process = lab.process({ assertEngineLives: async () => Promise.reject(interrupted()) });
    await failureOf(stack.up(process, golden()));
    expect(lab.creates()).toBe(0);
    await finishes();
  });

  test("before the take-over: an image is neither tagged nor named for a dead engine", async () => {
    let polls = 0;
    const assertEngineLives = async () => {
      polls += 1;
      if (polls > 1) throw interrupted();
    };
    const error = await failureOf(stack.up(lab.process({ assertEngineLives }), golden()));
    expect(error).toBeInstanceOf(PartialFailureError);
    expect(polls).toBe(2);
    for (const route of lab.routes.change) expect(lab.wire()).not.toContain(route);
    expect(lab.images()).toMatchObject([
      { name: expect.stringMatching(/^creating-/), status: "active", tags: [] },
    ]);
    stack.recorded = undefined; // nobody recorded the answer
    await finishes();
  });

  test("before an update's take-over keeps the resource too", async () => {
    const process = lab.process();
    void lab.clock.sleep(10_000).then(() => process.interrupt(interrupted()));
    await failureOf(stack.up(process, golden()));
    const dead = lab.process({ assertEngineLives: async () => Promise.reject(interrupted()) });
    expect(await failureOf(stack.up(dead, golden()))).toBeInstanceOf(PartialFailureError);
    expect(lab.images()).toMatchObject([{ name: expect.stringMatching(/^creating-/), tags: [] }]);
    await finishes();
  });

  // Glance shows tags at once (docs/vendors/openstack.md#glance).
  test.each(profile === "openstack" ? [0] : [0, 30])(
    "inside the take-over: it is taken back for a dead engine, also when the tags show %s s late",
    async (tagDelaySeconds) => {
      lab.cloud.configure({ tagDelaySeconds });
      const answered = () => lab.wire().includes(lab.routes.patch);
      await failureOf(stack.up(lab.process({ engineDied: answered }), golden()));
      expect(lab.images()).toMatchObject([{ name: expect.stringMatching(/^creating-/), status: "active" }]);
      stack.recorded = undefined; // nobody recorded the answer
      await finishes();
    },
  );

  test("inside the take-over by a second Ctrl-C: it is taken back and kept, whether or not the engine records it", async () => {
    for (const recorded of [true, false]) {
      const process = lab.process();
      lab.cloud.addFault({ route: lab.routes.patch, kind: "delay", delayMs: 200 });
      const timer = setInterval(() => {
        if (!lab.wire().includes(lab.routes.patch)) return;
        clearInterval(timer);
        process.interrupt(interrupted());
      }, 5);
      expect(await failureOf(stack.up(process, golden()))).toBeInstanceOf(PartialFailureError);
      expect(lab.images()).toMatchObject([{ name: expect.stringMatching(/^creating-/), status: "active" }]);
      if (!recorded) stack.recorded = undefined;
      await finishes();
      await stack.destroy(lab.process());
      lab.forget();
    }
  });
});
