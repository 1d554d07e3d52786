import { PartialFailureError } from "../../../provider/lifecycle/claim/partialFailureError";
import { interrupted } from "../harness/interruptions";
import { type Lab, openLab } from "../harness/lab";
import { failureOf, type Stack } from "../harness/stack";
import { jobImage, origins } from "../harness/subjects";

describe.each(origins)("the making of an image from %s", (origin) => {
  let lab: Lab;
  let stack: Stack;
  const open = async (settings = {}) => {
    lab = await openLab(jobImage("otc", origin), { settings });
    stack = lab.stack();
  };
  afterEach(() => lab.close());

  const finishes = async () => {
    await stack.up(lab.process(), lab.args());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(stack.recorded?.outputs.imageId).toBe(lab.image().id);
    expect(stack.plan(lab.args())).toBe("same");
  };
  const interruptedAfter = async (ms: number) => {
    const process = lab.process();
    let at = 0;
    void lab.clock.sleep(ms).then(() => {
      at = lab.clock.elapsed();
      process.interrupt(interrupted());
    });
    const error = await failureOf(stack.up(process, lab.args()));
    expect(error).toBeInstanceOf(PartialFailureError);
    expect(error).toMatchObject({ reasons: [expect.stringContaining("is gone")] });
    expect(lab.clock.elapsed()).toBe(at);
    expect(lab.image().tags.join()).toMatch(/=[0-9a-f]{8}-[0-9a-f]{20}$/); // not taken over
  };

  test.each([10, 1_000, 2_900])(
    "interrupted %s ms after the create, before anything shows the image, is kept at once by its job",
    async (ms) => {
      await open();
      await interruptedAfter(ms);
      expect(stack.recorded?.id).toBe(`job:${lab.cloud.jobs()[0]?.id}`);
      await finishes();
    },
  );

  test.each([4_000, 30_000, 100_000])(
    "interrupted %s ms after the create is kept at once with the image's own id",
    async (ms) => {
      await open();
      await interruptedAfter(ms);
      expect(stack.recorded?.id).toBe(lab.image().id);
      await finishes();
    },
  );

  test.each([30_000, 100_000])(
    "interrupted after %s ms, and again in the run that goes on, is kept",
    async (ms) => {
      await open({ jobSeconds: 400 });
      await interruptedAfter(ms);
      await interruptedAfter(ms);
      await finishes();
    },
  );

  test("interrupted before the create is sent leaves nothing", async () => {
    await open();
    const dead = lab.process({ assertEngineLives: async () => Promise.reject(interrupted()) });
    expect(await failureOf(stack.up(dead, lab.args()))).toMatchObject({ name: "InterruptedError" });
    expect(lab.creates()).toBe(0);
    expect(stack.recorded).toBeUndefined();
    await finishes();
  });

  test("out of time, and then of another source: the new image is made, then the old one deleted", async () => {
    await open();
    await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "40s" } })));
    const old = lab.image().id;
    const args = lab.args(lab.otherSource());
    expect(stack.diff(args)).toEqual({ replaces: ["source"] });
    await stack.up(lab.process(), args);
    expect(lab.creates()).toBe(2);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.image().id).not.toBe(old);
    expect(stack.recorded?.id).toBe(lab.image().id);
    expect(stack.condemned).toEqual([]);
    expect(stack.plan(args)).toBe("same");
  });
});
