import { KeptError } from "../../../provider/lifecycle/kept";
import { failureOf } from "../stack";
import { type JobLab, openJobLab } from "./jobLab";

describe("a job that fails", () => {
  let lab: JobLab;
  afterEach(() => lab.close());

  const reason = "The image file is empty, not found, or in incorrect format";
  const failing = {
    jobOutcome: "failed",
    jobErrorCode: "IMG.0057",
    jobFailReason: reason,
    jobSeconds: 30,
  } as const;

  test("failure reason shown: its words, its code, the request, and what to do", async () => {
    lab = await openJobLab("huaweicloud", "an object", { settings: failing });
    const { message, code, requestId, hint } = (await failureOf(
      lab.stack().up(lab.process(), lab.args()),
    )) as Error & { code?: string; requestId?: string; hint?: string };
    expect(message).toContain(`failed: ${reason}`);
    expect([code, hint]).toEqual(["IMG.0057", expect.stringContaining("object")]);
    expect(lab.cloud.requests().map((request) => request.requestId)).toContain(requestId);
  });

  test("that leaves nothing behind leaves nothing in the state: the next up makes a new one", async () => {
    lab = await openJobLab("otc", "an object", { settings: failing });
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
      lab = await openJobLab("otc", "an object", { settings: { ...failing, jobImageAfterFailure: left } });
      const stack = lab.stack();
      const failure = await failureOf(stack.up(lab.process(), lab.args()));
      expect(failure).toBeInstanceOf(KeptError);
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

  test("of a backup frees it: the next up makes the image from the same backup", async () => {
    lab = await openJobLab("otc", "a CBR backup", { settings: { ...failing, jobErrorCode: "IMG.0195" } });
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
      lab = await openJobLab("otc", "an object", {
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
