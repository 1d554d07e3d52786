import { PartialFailureError } from "../../../provider/lifecycle/claim/partialFailureError";
import { type Lab, openLab } from "../harness/lab";
import { failureOf, type Stack } from "../harness/stack";
import { jobImage } from "../harness/subjects";

describe("a job that fails", () => {
  let lab: Lab;
  afterEach(() => lab.close());

  const reason = "The image file is empty, not found, or in incorrect format";
  const failing = {
    jobOutcome: "failed",
    jobErrorCode: "IMG.0057",
    jobFailReason: reason,
    jobSeconds: 30,
  } as const;
  const listedDead = {
    ...failing,
    jobImageAfterFailure: "killed",
    jobImageListedAfterSeconds: 100,
    tagsWhileSaving: true,
  } as const;

  test("failure reason shown: its words, its code, the request, and what to do", async () => {
    lab = await openLab(jobImage("huaweicloud", "an object"), { settings: failing });
    const { message, code, requestId, hint } = (await failureOf(
      lab.stack().up(lab.process(), lab.args()),
    )) as Error & { code?: string; requestId?: string; hint?: string };
    expect(message).toContain(`failed: ${reason}`);
    expect([code, hint]).toEqual(["IMG.0057", expect.stringContaining("object")]);
    expect(lab.cloud.requests().map((request) => request.requestId)).toContain(requestId);
  });

  test("that leaves nothing behind leaves nothing in the state: the next up makes a new one", async () => {
    lab = await openLab(jobImage("otc", "an object"), { settings: failing });
    const stack = lab.stack();
    await failureOf(stack.up(lab.process(), lab.args()));
    expect(stack.recorded).toBeUndefined();
    lab.cloud.configure({ jobOutcome: "success" });
    await stack.up(lab.process(), lab.args());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.creates()).toBe(2);
  });

  test.each(["killed", "saving"] as const)(
    "that leaves a %s image keeps it in the state; the next up deletes it before it makes a new one",
    async (left) => {
      lab = await openLab(jobImage("otc", "an object"), {
        settings: { ...failing, jobImageAfterFailure: left },
      });
      const stack = lab.stack();
      const failure = await failureOf(stack.up(lab.process(), lab.args()));
      expect(failure).toBeInstanceOf(PartialFailureError);
      expect(failure.message).toContain(`it left image ${lab.image().id}, which is ${left}`);
      expect(stack.recorded?.id).toBe(lab.image().id);
      const old = lab.image().id;
      lab.cloud.configure({ jobOutcome: "success" });
      expect(stack.diff(lab.args())).toMatchObject({ replaces: ["status"], deleteBeforeReplace: true });
      await stack.up(lab.process(), lab.args());
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(lab.image().id).not.toBe(old);
    },
  );

  test.each([
    ["an ingress", { kind: "status", status: 404, body: "default backend - 404", times: 1_000 }],
    ["an error", { kind: "status", status: 500, times: 1_000 }],
  ] as const)(
    "and %s answers the search for what it left: the resource is kept, and the next up deletes that before it makes a new one",
    async (_, fault) => {
      lab = await openLab(jobImage("otc", "an object"), {
        settings: { ...failing, tagsWhileSaving: true, jobImageAfterFailure: "killed" },
      });
      lab.cloud.addFault({ route: "ims.listImages", query: "tag", nth: 2, ...fault });
      const stack = lab.stack();
      await failureOf(stack.up(lab.process(), lab.args()));
      lab.cloud.clearFaults();
      const dead = lab.image().id;
      expect(stack.recorded?.id).toBe(`job:${lab.cloud.jobs()[0]?.id}`);
      lab.cloud.configure({ jobOutcome: "success" });
      await stack.up(lab.process(), lab.args());
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(lab.image().id).not.toBe(dead);
    },
  );

  describe("that leaves a dead image with our mark, listed only when nothing waits for it any more,", () => {
    const old = async () => {
      lab = await openLab(jobImage("otc", "an object"), {
        settings: listedDead,
      });
      const stack = lab.stack();
      await failureOf(stack.up(lab.process(), lab.args()));
      expect(stack.recorded).toBeUndefined();
      await lab.clock.sleep(120_000);
      expect(lab.image().status).toBe("killed");
      lab.forget();
      return { stack, dead: lab.image().id };
    };
    const oneMade = (stack: Stack, dead: string) => {
      const { imageId } = stack.recorded?.outputs ?? {};
      expect(lab.creates()).toBe(1);
      expect(lab.cloud.images().filter(({ id }) => id !== dead)).toMatchObject([
        { id: imageId, name: "golden", status: "active" },
      ]);
      expect(stack.plan(lab.args())).toBe("same");
    };

    test("is not taken for the image of the next job, whose time is up first", async () => {
      const { stack, dead } = await old();
      lab.cloud.configure({ jobOutcome: "success", jobSeconds: 400, jobImageListedAfterSeconds: 200 });
      await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "40s" } })));
      expect(stack.recorded?.id).toBe(`job:${lab.cloud.jobs().at(-1)?.id}`);
      await stack.up(lab.process(), lab.args());
      await lab.clock.sleep(30 * 60_000);
      oneMade(stack, dead);
    });

    test("is not taken for the image of the next job when that is forgotten", async () => {
      const { stack, dead } = await old();
      lab.cloud.configure({
        jobOutcome: "forgotten",
        jobForgottenAfterSeconds: 5,
        jobSeconds: 100,
        jobImageListedAfterSeconds: 90,
      });
      await stack.up(lab.process(), lab.args());
      oneMade(stack, dead);
    });

    test.each([
      ["running", false],
      ["forgotten", true],
    ])("is not taken by a refresh for the image of the next job, which is %s", async (_, forgotten) => {
      const { stack, dead } = await old();
      lab.cloud.configure({ jobOutcome: "success", jobSeconds: 400, jobImageListedAfterSeconds: 200 });
      await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "10s" } })));
      if (forgotten) lab.cloud.removeJob(lab.cloud.jobs().at(-1)?.id ?? "");
      await stack.refresh(lab.process());
      expect(stack.recorded?.id).not.toBe(dead);
      await stack.up(lab.process(), lab.args());
      oneMade(stack, dead);
    });

    test("is what a refresh finds, and the next up deletes, when the next job left nothing else", async () => {
      const { stack, dead } = await old();
      lab.cloud.configure({ jobImageAfterFailure: "gone", jobSeconds: 60 });
      await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "10s" } })));
      await lab.clock.sleep(300_000);
      await stack.refresh(lab.process());
      expect(stack.recorded).toMatchObject({ id: dead, outputs: { status: "killed" } });
      lab.cloud.configure({ jobOutcome: "success" });
      lab.forget();
      await stack.up(lab.process(), lab.args());
      expect(lab.image().id).not.toBe(dead);
      oneMade(stack, dead);
    });
  });

  test.each(["a refresh", "an up"])(
    "that is forgotten, and leaves a dead image with our mark alone: %s finds that after minutes, and the next up deletes it",
    async (finder) => {
      lab = await openLab(jobImage("otc", "an object"), {
        settings: listedDead,
      });
      const stack = lab.stack();
      await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "10s" } })));
      const [job] = lab.cloud.jobs();
      expect(stack.recorded?.id).toBe(`job:${job?.id}`);
      await lab.clock.sleep(300_000);
      lab.cloud.removeJob(job?.id ?? "");
      const dead = lab.image().id;
      const since = lab.clock.elapsed();
      if (finder === "a refresh") await stack.refresh(lab.process());
      else {
        const failure = await failureOf(stack.up(lab.process(), lab.args()));
        expect(failure.message).toContain(`it left image ${dead}, which is killed`);
      }
      expect(lab.clock.elapsed() - since).toBeGreaterThanOrEqual(300_000); // a live one may be listed late
      expect(stack.recorded?.outputs).toMatchObject({ imageId: dead });
      lab.cloud.configure({ jobOutcome: "success" });
      await stack.up(lab.process(), lab.args());
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(lab.creates()).toBe(2);
    },
  );

  test("of a backup frees it: the next up makes the image from the same backup", async () => {
    lab = await openLab(jobImage("otc", "a CBR backup"), {
      settings: { ...failing, jobErrorCode: "IMG.0195" },
    });
    const stack = lab.stack();
    await failureOf(stack.up(lab.process(), lab.args()));
    const [backup] = lab.cloud.backups();
    lab.cloud.patchBackup(backup?.id ?? "", { osImagesData: [] });
    lab.cloud.configure({ jobOutcome: "success" });
    await stack.up(lab.process(), lab.args());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });

  const left = [
    [0, "killed"],
    [0, "gone"],
    [120_000, "killed"],
    [120_000, "gone"],
  ] as const;
  test.each(left)(
    "after the time was up fails the update %s ms later, which says why; its image is %s, and the next up makes a new one",
    async (later, jobImageAfterFailure) => {
      lab = await openLab(jobImage("otc", "an object"), {
        settings: { ...failing, jobSeconds: 100, jobImageAfterFailure },
      });
      const stack = lab.stack();
      await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "30s" } })));
      expect(stack.recorded?.id).toBe(lab.image().id);
      await lab.clock.sleep(later);
      const failure = await failureOf(stack.up(lab.process(), lab.args()));
      expect(failure.message).toContain(later > 0 && jobImageAfterFailure === "killed" ? "killed" : reason);
      lab.cloud.configure({ jobOutcome: "success" });
      await stack.up(lab.process(), lab.args());
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    },
  );
});
