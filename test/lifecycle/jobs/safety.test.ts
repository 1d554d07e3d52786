import type { Settings } from "../../../local-cloud";
import { PartialFailureError } from "../../../provider/lifecycle/claim/partialFailureError";
import { ownerFrom } from "../../../provider/lifecycle/marks/marker";
import { OUR_TAG } from "../../../provider/resources/issues";
import { playFault } from "../faults/playFault";
import { interrupted } from "../harness/interruptions";
import { type Lab, openLab } from "../harness/lab";
import { failureOf, owner } from "../harness/stack";
import { jobImage, origins } from "../harness/subjects";
import { keepApart } from "./keepApart";

/** Whether the cloud shows tags of an image that is not finished is documented nowhere: both are played. */
const tagsShown = [
  ["early", { tagsWhileSaving: true }],
  ["late", { tagsWhileSaving: false }],
] as const;

describe.each(tagsShown)("where tags are shown %s", (_, shown) => {
  describe.each(origins)("an image from %s is never lost and never made twice", (origin) => {
    let lab: Lab;
    const open = async (settings: Partial<Settings> = {}) => {
      lab = await openLab(jobImage("otc", origin), { settings: { ...shown, ...settings } });
      return lab;
    };
    afterEach(() => lab.close());

    const oneImage = (stack = lab.stack()) => {
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(lab.creates()).toBe(1);
      const { recorded } = stack;
      expect(recorded?.outputs.imageId).toBe(lab.image().id);
      expect(lab.image().tags.join()).toContain(`-${recorded?.outputs.claim}`);
      expect(stack.plan(lab.args())).toBe("same");
    };

    test.each([10, 4_500, 30_000, 119_000])("when its maker dies %s ms after the create", async (ms) => {
      await open();
      const dying = lab.process();
      void lab.clock.sleep(ms).then(() => dying.interrupt(interrupted()));
      await failureOf(lab.stack().up(dying, lab.args()));
      const stack = lab.stack(); // nobody recorded anything
      await stack.up(lab.process(), lab.args());
      oneImage(stack);
    });

    test("when its maker dies and the cloud lists the image four minutes after the create", async () => {
      await open({ jobSeconds: 600, jobImageListedAfterSeconds: 240 });
      const dying = lab.process();
      void lab.clock.sleep(4_500).then(() => dying.interrupt(interrupted()));
      await failureOf(lab.stack().up(dying, lab.args()));
      const stack = lab.stack(); // nobody recorded anything
      await stack.up(lab.process(), lab.args());
      oneImage(stack);
    });

    test("when the create's answer is lost by a time-out", async () => {
      await open();
      const fault = { route: lab.routes.create, kind: "noHeaders", applied: true } as const;
      const stack = lab.stack();
      const { error } = await playFault(lab, fault, () => stack.up(lab.process(), lab.args()));
      expect(error).toBeUndefined();
      oneImage(stack);
    });

    test("when the create's answer is lost", async () => {
      await open();
      lab.cloud.addFault({ route: lab.routes.create, kind: "reset", applied: true });
      const stack = lab.stack();
      await stack.up(lab.process(), lab.args());
      oneImage(stack);
    });

    test("when the create's answer is lost and the image is listed minutes later: the next up finds it", async () => {
      await open({ jobSeconds: 1200, jobImageListedAfterSeconds: 400 });
      lab.cloud.addFault({ route: lab.routes.create, kind: "reset", applied: true });
      const stack = lab.stack();
      const failure = await failureOf(stack.up(lab.process(), lab.args()));
      expect(failure.message).toContain("nothing was sent again");
      await lab.clock.sleep(150_000);
      await stack.up(lab.process(), lab.args());
      oneImage(stack);
    });

    test("when the time is up: the next up goes on, and a refresh brings the image's own id", async () => {
      await open();
      const stack = lab.stack();
      const failure = await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "40s" } })));
      expect(failure).toBeInstanceOf(PartialFailureError);
      expect(failure.message).toContain("not finished after 40 s");
      await stack.up(lab.process(), lab.args());
      oneImage(stack);
      await stack.refresh(lab.process());
      expect(stack.recorded?.id).toBe(lab.image().id);
      oneImage(stack);
    });

    test("when the time is up before the cloud lists it: its job is what the state keeps", async () => {
      await open({ jobImageListedAfterSeconds: 100 });
      const stack = lab.stack();
      await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "40s" } })));
      const [job] = lab.cloud.jobs();
      expect(stack.recorded?.id).toBe(`job:${job?.id}`);
      expect(stack.plan(lab.args())).toBe("update");
      await stack.refresh(lab.process());
      expect(stack.recorded?.id).toBe(`job:${job?.id}`);
      await stack.up(lab.process(), lab.args());
      oneImage(stack);
      expect(stack.recorded?.id).toBe(`job:${job?.id}`); // an update cannot change it
      await stack.refresh(lab.process());
      expect(stack.recorded?.id).toBe(lab.image().id);
      oneImage(stack);
    });

    test("when the take-over is refused: the next up takes it over", async () => {
      await open();
      lab.cloud.addFault({ route: "ims.tagAction", kind: "status", status: 403 });
      const stack = lab.stack();
      const failure = await failureOf(stack.up(lab.process(), lab.args()));
      expect(failure.message).toContain("ims:images:update");
      await stack.up(lab.process(), lab.args());
      oneImage(stack);
    });

    test("when the engine dies during the take-over: it is released and found again", async () => {
      await open();
      const dead = lab.process({ engineDied: () => lab.wire().includes("ims.tagAction") });
      await failureOf(lab.stack().up(dead, lab.args()));
      expect(lab.image().tags.join()).toMatch(/=[0-9a-f]{8}-[0-9a-f]{20}$/);
      const stack = lab.stack();
      await stack.up(lab.process(), lab.args());
      oneImage(stack);
    });

    test("destroyed while it is unfinished, it goes", async () => {
      await open({ jobImageListedAfterSeconds: 100 });
      const stack = lab.stack();
      await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "40s" } })));
      await stack.destroy(lab.process());
      expect(lab.images()).toEqual([]);
      expect(stack.recorded).toBeUndefined();
    });

    test("in the state twice for a moment (up --replace of an unfinished one), it stays", async () => {
      await open();
      const stack = lab.stack();
      await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "40s" } })));
      await stack.up(lab.process(), lab.args(), { replace: true });
      oneImage(stack);
    });
  });
});

test("a data image whose maker dies before it is listed is made a second time from another machine: the first keeps our mark", async () => {
  const lab = await openLab(jobImage("otc", "an object"), { settings: { jobImageListedAfterSeconds: 100 } });
  try {
    const dying = lab.process({ machine: "first" });
    void lab.clock.sleep(4_500).then(() => dying.interrupt(interrupted()));
    await failureOf(lab.stack().up(dying, lab.args()));
    const stack = lab.stack(); // nobody recorded anything
    await stack.up(lab.process({ machine: "second" }), lab.args());
    expect(lab.creates()).toBe(2);
    const left = lab.cloud.images().filter(({ id }) => id !== stack.recorded?.id);
    expect(left).toMatchObject([{ name: "golden", status: "active" }]);
    expect(
      left[0]?.tags.map((tag) => ownerFrom({ name: "", tags: { [OUR_TAG]: tag.split("=")[1] ?? "" } })),
    ).toEqual([owner]);
  } finally {
    await lab.close();
  }
});

test("a data image that is finished between the two questions of one search, which a throttled cloud keeps apart, is made once", async () => {
  const lab = await openLab(jobImage("otc", "an object"), { settings: { tagsWhileSaving: false } });
  try {
    const dying = lab.process({ machine: "first" });
    void lab.clock.sleep(10_000).then(() => dying.interrupt(interrupted()));
    await failureOf(lab.stack().up(dying, lab.args()));
    const process = lab.process({ machine: "second" });
    const stack = lab.stack();
    await Promise.all([keepApart(lab, process, 90_000), stack.up(process, lab.args())]);
    expect(lab.creates()).toBe(1);
    expect(stack.recorded?.id).toBe(lab.image().id);
  } finally {
    await lab.close();
  }
});
