import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

describe.each(profiles)("a create that runs out of time on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile, { settings: { exportSeconds: 600 } });
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({
    name: "golden",
    volumeId: lab.volume.id,
    timeouts: { create: "2m" },
    ...more,
  });
  const kept = (limit: string) =>
    `nothing is lost: the image is kept, the cloud goes on with it, and so does the next \`pulumi up\`, for as long as \`timeouts.update\` says (${limit})`;
  const timedOut = async () => {
    const error = await failureOf(stack.up(lab.process(), golden()));
    expect(error.message).toMatch(/not finished after 2 min; last seen: exporting/);
    expect(error.message).toContain(kept("60m by default"));
    expect(stack.recorded).toMatchObject({ id: lab.image().id, failed: true, outputs: { status: "saving" } });
    expect(lab.clock.elapsed()).toBeLessThan(121_000);
    lab.forget();
  };

  test("goes on with the next up, and sends no second create", async () => {
    await timedOut();
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(0);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(stack.plan(golden())).toBe("same");
  });

  test("ends with the name and tags that the next up wants", async () => {
    await timedOut();
    const changed = golden({ name: "silver", tags: { team: "other" } });
    await stack.up(lab.process(), changed);
    expect(lab.creates()).toBe(0);
    expect(lab.images()).toMatchObject([
      { name: "silver", tags: [expect.stringMatching(/^pulumi-cloud-images=/), "team=other"] },
    ]);
    expect(stack.plan(changed)).toBe("same");
  });

  test("keeps running out of time and never loses the image", async () => {
    await timedOut();
    const hurried = golden({ timeouts: { create: "2m", update: "1m" } });
    await failureOf(stack.up(lab.process(), hurried));
    const again = await failureOf(stack.up(lab.process(), hurried));
    expect(again.message).toMatch(/not finished after 60 s; last seen: exporting; begun 4 min ago/);
    expect(again.message).toContain(kept("1m"));
    expect(stack.recorded).toMatchObject({ id: lab.image().id, failed: true });
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(0);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });

  test("is replaced when the volume changes: the new image is made, then the old one deleted", async () => {
    await timedOut();
    const other = lab.cloud.addVolume({ profile, export: { exportSeconds: 30 } });
    expect(stack.diff(golden({ volumeId: other.id }))).toEqual({ replaces: ["volumeId"] });
    await stack.up(lab.process(), golden({ volumeId: other.id }));
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
    expect(lab.image()).toMatchObject({ id: stack.recorded?.id, volumeId: other.id });
    expect(lab.creates()).toBe(1);
  });

  test("is adopted by a forced replacement, and the delete of the old record leaves it alone", async () => {
    await timedOut();
    const process = lab.process();
    await stack.up(process, golden({ timeouts: {} }), { replace: true });
    expect(lab.creates()).toBe(0);
    expect(lab.wire()).not.toContain(lab.routes.remove);
    expect(process.warnings).toEqual([expect.stringMatching(/claimed by another resource.*not deleted/)]);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(stack.recorded?.id).toBe(lab.image().id);
  });

  // Glance shows them at once.
  if (profile !== "openstack")
    test("is not deleted with the old record either where the cloud shows tags late", async () => {
      lab.cloud.configure({ tagDelaySeconds: 60 });
      await timedOut();
      await stack.up(lab.process(), golden({ timeouts: {} }), { replace: true });
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    });

  test("is shown as it is by a refresh, and goes on after it", async () => {
    await timedOut();
    await stack.refresh(lab.process());
    expect(stack.recorded?.outputs).toMatchObject({ status: "saving", imageId: lab.image().id });
    expect(stack.plan(golden())).toBe("update");
    await stack.up(lab.process(), golden());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });

  test("waits no longer than its option customTimeouts says when the argument is silent", async () => {
    const inputs = stack.inputs.bind(stack);
    stack.inputs = (args) => ({ ...inputs(args), __timeouts: { create: "90s" } });
    await failureOf(stack.up(lab.process(), { name: "golden", volumeId: lab.volume.id }));
    expect(lab.clock.elapsed()).toBeGreaterThan(85_000);
    expect(lab.clock.elapsed()).toBeLessThan(91_000);
  });
});
