import type { Settings } from "../../../local-cloud";
import { PartialFailureError } from "../../../provider/lifecycle/claim/partialFailureError";
import { type Lab, openLab } from "../harness/lab";
import { failureOf, type Stack } from "../harness/stack";
import { jobImage, origins } from "../harness/subjects";
import { keepApart } from "./keepApart";

const early = { tagsWhileSaving: true };
const late = { tagsWhileSaving: false };

describe.each(origins)("an image from %s that a state knows by its job alone", (origin) => {
  let lab: Lab;
  let stack: Stack;
  afterEach(() => lab.close());

  /** Its create ran out of time 40 s after it began: nothing had shown the image's id. */
  const timedOut = async (settings: Partial<Settings>) => {
    await openAndRunOut(settings);
    expect(stack.recorded?.id).toMatch(/^job:/);
  };
  const openAndRunOut = async (settings: Partial<Settings>) => {
    lab = await openLab(jobImage("otc", origin), { settings });
    stack = lab.stack();
    const hurried = lab.args({ timeouts: { create: "40s" } });
    expect(await failureOf(stack.up(lab.process(), hurried))).toBeInstanceOf(PartialFailureError);
    lab.forget();
  };
  const jobId = () => lab.cloud.jobs()[0]?.id ?? "";
  const forgetJob = () => lab.cloud.removeJob(jobId());

  const operations = {
    "a refresh": async () => {
      await stack.refresh(lab.process());
      expect(stack.recorded).toBeDefined();
      await lab.clock.sleep(15 * 60_000);
      await stack.refresh(lab.process());
      expect(stack.recorded?.id).toBe(lab.image().id);
    },
    "a destroy": async () => {
      await stack.destroy(lab.process());
      expect(stack.recorded).toBeUndefined();
      await lab.clock.sleep(30 * 60_000);
      expect(lab.images()).toEqual([]);
    },
    "the next up": async () => {
      await stack.up(lab.process(), lab.args());
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(stack.recorded?.outputs.imageId).toBe(lab.image().id);
      expect(stack.plan(lab.args())).toBe("same");
    },
  };

  describe("is named by its job, and an ingress answers in the cloud's place for polls of it, while its tags lag:", () => {
    const fault = { route: "ims.listImages", kind: "status", times: 1_000 } as const;
    beforeEach(async () => {
      await timedOut({ jobSeconds: 60, jobImageListedAfterSeconds: 50, ...early });
      await lab.clock.sleep(60_000);
      lab.cloud.addFault({ ...fault, query: "id", status: 404, body: "default backend - 404" });
      lab.cloud.addFault({ ...fault, query: "tag", status: 200, body: { images: [] } });
    });

    test("a refresh keeps it and warns", async () => {
      const before = stack.recorded;
      const process = lab.process();
      await stack.refresh(process);
      expect(stack.recorded).toEqual(before);
      expect(process.warnings).toEqual([
        expect.stringMatching(/^kept in the state as it was.*default backend - 404.*list of images has it/),
      ]);
    });

    test("a destroy fails, and the next one deletes it", async () => {
      expect((await failureOf(stack.destroy(lab.process()))).message).toContain("the list of images has it");
      lab.cloud.clearFaults();
      await stack.destroy(lab.process());
      expect(lab.images()).toEqual([]);
    });
  });

  describe.each(Object.entries(operations))("is not lost by %s", (_, operate) => {
    afterEach(() => expect(lab.creates()).toBe(0));

    test("when the cloud forgets the job before it lists the image", async () => {
      await timedOut({ jobSeconds: 300, jobImageListedAfterSeconds: 200, ...early });
      forgetJob();
      await operate();
    });

    test("when the cloud once does not know the job, and the image is listed minutes later", async () => {
      await timedOut({ jobSeconds: 120, jobImageListedAfterSeconds: 200, ...early });
      const body = { error: { code: "IMG.0023", message: "An exception occurred during task query." } };
      lab.cloud.addFault({ route: "ims.showJob", kind: "status", status: 400, body });
      await lab.clock.sleep(60_000);
      await operate();
    });

    test("when the job is over before the cloud lists its image", async () => {
      await timedOut({ jobSeconds: 60, jobImageListedAfterSeconds: 200, ...early });
      await lab.clock.sleep(60_000);
      await operate();
    });
  });

  describe("is not lost when the job shows its id early, and the cloud lists it after ten minutes:", () => {
    const endWithIdShown = async () => {
      await openAndRunOut({ jobSeconds: 700, jobImageListedAfterSeconds: 600, jobImageIdEarly: true });
      expect(stack.recorded?.id).toBe(lab.cloud.jobs()[0]?.imageId);
    };

    test("a refresh keeps it", async () => {
      await endWithIdShown();
      const { id } = stack.recorded ?? {};
      await stack.refresh(lab.process());
      expect(stack.recorded?.id).toBe(id);
      await operations["a refresh"]();
    });

    test("a destroy deletes it", async () => {
      await endWithIdShown();
      await operations["a destroy"]();
    });
  });

  describe("where tags are shown late", () => {
    const unmarked = async () => {
      await timedOut({ jobSeconds: 900, jobImageListedAfterSeconds: 60, ...late });
      forgetJob();
      await lab.clock.sleep(60_000); // listed by now, and for a quarter of an hour without a tag
    };

    test("a refresh keeps it, because one of the same name and source is being made", async () => {
      await unmarked();
      const before = stack.recorded;
      const since = lab.clock.elapsed();
      await stack.refresh(lab.process());
      expect(stack.recorded?.outputs).toEqual(before?.outputs);
      expect(lab.clock.elapsed()).toBe(since);
      await operations["a refresh"]();
    });

    test("a destroy waits for it, and deletes it", async () => {
      await unmarked();
      await operations["a destroy"]();
    });

    test("an up waits for it, also under another name, and sends nothing", async () => {
      await unmarked();
      await stack.up(lab.process(), lab.args({ name: "silver" }));
      expect(lab.images()).toMatchObject([{ name: "silver", status: "active" }]);
      expect(lab.creates()).toBe(0);
    });

    test("an up that runs out of time keeps it", async () => {
      await unmarked();
      const hurried = lab.args({ timeouts: { update: "8m" } });
      const failure = await failureOf(stack.up(lab.process(), hurried));
      expect(failure.message).toContain("not finished after");
      expect(stack.recorded?.id).toMatch(/^job:/);
      await operations["the next up"]();
      expect(lab.creates()).toBe(0);
    });
  });

  describe("is gone", () => {
    test("when its job has failed: a refresh and a destroy accept it at once", async () => {
      await timedOut({ jobSeconds: 60, jobImageListedAfterSeconds: 100, jobOutcome: "failed" });
      await lab.clock.sleep(60_000);
      const kept = stack.recorded;
      const since = lab.clock.elapsed();
      await stack.refresh(lab.process());
      expect(stack.recorded).toBeUndefined();
      stack.recorded = kept;
      await stack.destroy(lab.process());
      expect(lab.clock.elapsed()).toBe(since);
      expect(lab.images()).toEqual([]);
    });

    test("when no job and no list has shown it for minutes", async () => {
      await timedOut({ jobSeconds: 60, jobImageListedAfterSeconds: 1e6 });
      forgetJob();
      const kept = stack.recorded;
      const since = lab.clock.elapsed();
      const process = lab.process();
      await stack.refresh(process);
      expect(stack.recorded).toBeUndefined();
      expect(process.messages.join("\n")).toContain("not listed yet");
      stack.recorded = kept;
      await stack.destroy(lab.process());
      expect(stack.recorded).toBeUndefined();
      expect(lab.clock.elapsed() - since).toBeLessThan(11 * 60_000);
    });
  });
});

test("an image that is listed between the two questions of the search that would call it gone stays in the state", async () => {
  const settings = { ...late, jobSeconds: 360, jobImageListedAfterSeconds: 360 };
  const lab = await openLab(jobImage("otc", "an object"), { settings });
  try {
    const stack = lab.stack();
    await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "40s" } })));
    lab.cloud.removeJob(lab.cloud.jobs()[0]?.id ?? "");
    const goneFrom = lab.clock.elapsed() + 5 * 60_000;
    const process = lab.process();
    await Promise.all([keepApart(lab, process, goneFrom), stack.refresh(process)]);
    expect(stack.recorded?.id).toBe(lab.image().id);
  } finally {
    await lab.close();
  }
});

test("a create whose job is forgotten before its time is up keeps the job, and the next up goes on", async () => {
  const lab = await openLab(jobImage("otc", "an object"), {
    settings: { jobOutcome: "forgotten", jobForgottenAfterSeconds: 10, jobImageListedAfterSeconds: 200 },
  });
  try {
    const stack = lab.stack();
    const failure = await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "60s" } })));
    expect(failure).toBeInstanceOf(PartialFailureError);
    expect(stack.recorded?.id).toMatch(/^job:/);
    await stack.up(lab.process(), lab.args());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.creates()).toBe(1);
  } finally {
    await lab.close();
  }
});
