import { interrupted } from "../harness/interruptions";
import { type Lab, openLab } from "../harness/lab";
import { failureOf } from "../harness/stack";
import { template } from "../harness/subjects";
import { storagesOf } from "./storagesOf";

describe("a template is never lost and never made twice", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(template);
  });
  afterEach(() => lab.close());

  const oneTemplate = (stack = lab.stack()) => {
    expect(lab.templates()).toMatchObject([{ name: "golden", status: "Ready" }]);
    expect(lab.templates()[0]?.uuid).toBe(stack.recorded?.id);
    expect(lab.templates()[0]?.userTags?.join()).toContain(`-${stack.recorded?.outputs.claim}`);
    expect(stack.plan(lab.args())).toBe("same");
  };

  test.each([10, 900, 5_000, 40_000, 59_000])("when its maker dies %s ms after the beginning", async (ms) => {
    const dying = lab.process();
    void lab.clock.sleep(ms).then(() => dying.interrupt(interrupted()));
    await failureOf(lab.stack().up(dying, lab.args()));
    const stack = lab.stack(); // nobody recorded anything
    await stack.up(lab.process(), lab.args());
    oneTemplate(stack);
  });

  test.each([
    { kind: "reset", applied: true },
    { kind: "reset" },
    { kind: "html", status: 502, applied: true },
    { kind: "truncate", applied: true },
    { kind: "status", status: 503 },
  ] as const)("when the create's answer is lost: %j", async (fault) => {
    lab.cloud.addFault({ route: "zstack.createTemplate", ...fault });
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    oneTemplate(stack);
  });

  test("when a run that nobody recorded has taken it over, and the answer that would show it lacks it: another is made", async () => {
    const forgotten = lab.stack();
    await forgotten.up(lab.process(), lab.args());
    lab.cloud.addFault({
      route: "zstack.queryImages",
      kind: "status",
      status: 200,
      body: { inventories: [] },
      times: 1,
    });
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    expect(lab.templates().map(({ uuid }) => uuid)).toEqual([forgotten.recorded?.id, stack.recorded?.id]);
    const [theirs] = lab.templates();
    expect(theirs?.userTags?.join()).toContain(`-${forgotten.recorded?.outputs.claim}`);
    expect(stack.plan(lab.args())).toBe("same");
  });

  test("when the time is up: the next up goes on", async () => {
    const stack = lab.stack();
    const failure = await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "20s" } })));
    expect(failure.message).toMatch(/not finished after (19|20) s/);
    expect(stack.recorded?.outputs.status).toBe("Creating");
    await stack.up(lab.process(), lab.args());
    oneTemplate(stack);
    expect(lab.creates()).toBe(1);
  });

  test("when it is destroyed and made again, at once and after its job is forgotten", async () => {
    const stack = lab.stack();
    const uuids = new Set<unknown>();
    for (const expunge of [false, true, true]) {
      await stack.up(lab.process(), lab.args({ expunge }));
      oneTemplateOf(expunge);
      uuids.add(stack.recorded?.id);
      await stack.destroy(lab.process());
      expect(lab.templates()).toEqual([]);
      await lab.clock.sleep(expunge ? 4 * 3_600_000 : 0);
    }
    expect(uuids.size).toBe(3); // ZStack takes no uuid twice

    function oneTemplateOf(expunge: boolean) {
      expect(lab.templates()).toMatchObject([{ name: "golden", status: "Ready" }]);
      expect(stack.plan(lab.args({ expunge }))).toBe("same");
    }
  });

  test("when it is destroyed after its first copy: not before its job has made the last one", async () => {
    const stack = lab.stack();
    await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "20s" } })));
    await lab.clock.sleep(15_000);
    expect(lab.templates()).toMatchObject([{ status: "Ready" }]);
    await stack.destroy(lab.process());
    expect(lab.templates()).toEqual([]);
    expect(lab.cloud.zstackJobs().map(({ status }) => status)).not.toContain("processing");
  });

  test("when a forced replacement follows", async () => {
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    const before = stack.recorded?.id;
    await stack.up(lab.process(), lab.args({ description: "again" }), { replace: true });
    expect(stack.recorded?.id).not.toBe(before);
    expect(lab.templates()).toMatchObject([{ uuid: stack.recorded?.id, description: "again" }]);
  });

  test("when a forced replacement follows a time-out", async () => {
    const stack = lab.stack();
    await failureOf(stack.up(lab.process(), lab.args({ timeouts: { create: "20s" } })));
    await stack.up(lab.process(), lab.args(), { replace: true });
    oneTemplate(stack);
  });

  test("when its job is forgotten while it is made", async () => {
    void lab.clock.sleep(10_000).then(() => {
      for (const { uuid } of lab.cloud.zstackJobs()) lab.cloud.removeZstackJob(uuid);
    });
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    oneTemplate(stack);
  });

  test("when the management node restarts and the work goes on", async () => {
    void lab.clock.sleep(10_000).then(() => lab.cloud.restartManagementNode({ workGoesOn: true }));
    const stack = lab.stack();
    const [first] = storagesOf(lab);
    const args = lab.args({ backupStorageUuids: [first] });
    await stack.up(lab.process(), args);
    expect(lab.templates()).toMatchObject([{ status: "Ready", uuid: stack.recorded?.id }]);
  });

  test("when the engine dies during the take-over: it is released and found again", async () => {
    const dead = lab.process({ engineDied: () => lab.wire().includes("zstack.createUserTag") });
    await failureOf(lab.stack().up(dead, lab.args()));
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    oneTemplate(stack);
  });

  test("when the session ends in mid-run", async () => {
    void lab.clock.sleep(10_000).then(() => lab.cloud.revokeTokens("zstack"));
    const stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    oneTemplate(stack);
    expect(lab.wire().filter((route) => route === "zstack.login")).toHaveLength(2);
  });
});
