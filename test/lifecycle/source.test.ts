import { randomUUID } from "node:crypto";
import { interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

describe.each(profiles)("the volume of a create on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const inUse = () =>
    lab.cloud.patchVolume(lab.volume.id, {
      status: "in-use",
      attachments: [{ server_id: randomUUID(), device: "/dev/vdb" }],
    });

  test("is waited for while somebody else exports it", async () => {
    lab.cloud.patchVolume(lab.volume.id, { status: "uploading" });
    const freed = lab.clock
      .sleep(300_000)
      .then(() => lab.cloud.patchVolume(lab.volume.id, { status: "available" }));
    await Promise.all([freed, stack.up(lab.process(), golden())]);
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("is not waited for while it is offered to another project: only a person ends that", async () => {
    lab.cloud.patchVolume(lab.volume.id, { status: "awaiting-transfer" });
    const error = await failureOf(stack.up(lab.process(), golden({ force: true })));
    expect(error.message).toMatch(/cannot be exported while it is awaiting-transfer/);
    expect((error as { hint?: string }).hint).toMatch(/accepted.*delete the transfer request/);
    expect(lab.clock.elapsed()).toBeLessThan(10_000);
    expect([lab.creates(), lab.images().length, stack.recorded]).toEqual([0, 0, undefined]);

    lab.cloud.patchVolume(lab.volume.id, { status: "available" });
    await stack.up(lab.process(), golden({ force: true }));
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });

  test("ends a wait for it when it is offered to another project meanwhile", async () => {
    lab.cloud.patchVolume(lab.volume.id, { status: "backing-up" });
    const offered = lab.clock
      .sleep(120_000)
      .then(() => lab.cloud.patchVolume(lab.volume.id, { status: "awaiting-transfer" }));
    const [error] = await Promise.all([failureOf(stack.up(lab.process(), golden())), offered]);
    expect(error.message).toMatch(/awaiting-transfer/);
    expect(lab.clock.elapsed()).toBeLessThan(5 * 60_000);
    expect([lab.creates(), stack.recorded]).toEqual([0, undefined]);
  });

  test("is waited for until the time is up, and then nothing has been sent", async () => {
    lab.cloud.patchVolume(lab.volume.id, { status: "backing-up" });
    const error = await failureOf(stack.up(lab.process(), golden({ timeouts: { create: "3m" } })));
    expect(error.message).toMatch(/not finished after \d+ min; last seen: source busy: volume backing-up/);
    expect(lab.creates()).toBe(0);
    expect(stack.recorded).toBeUndefined();
  });

  test("serves two creates of one process one after the other", async () => {
    const process = lab.process();
    const other = new Stack("other");
    await Promise.all([stack.up(process, golden()), other.up(process, golden({ name: "silver" }))]);
    expect(
      lab
        .images()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["golden", "silver"]);
    expect(lab.creates()).toBe(2);
    const statuses = lab.cloud
      .requests()
      .flatMap(({ route, status }) => (route === lab.routes.create ? [status] : []));
    expect(statuses).toEqual([202, 202]); // the second never ran into a busy volume
  });

  test("held by the exports of others does not hold up an image that is ready, nor use up its time", async () => {
    lab.cloud.configure({ exportSeconds: 420 });
    const process = lab.process();
    const ups = ["10m", "1h", "1h", "1h"].map(async (create, at) => {
      await new Stack(`golden-${at}`).up(process, golden({ name: `golden-${at}`, timeouts: { create } }));
      return lab.clock.elapsed();
    });
    const [first = 0, ...others] = await Promise.all(ups);
    expect(first).toBeLessThan(500_000);
    expect(Math.max(...others)).toBeGreaterThan(4 * 420_000); // one after the other, as before
    expect(lab.images().filter(({ status }) => status === "active")).toHaveLength(4);
    expect(lab.creates()).toBe(4);
  });

  test("gives its facts also to an up that continues an image while others export it", async () => {
    lab.cloud.configure({ exportSeconds: 60 });
    const dying = lab.process();
    void lab.clock.sleep(20_000).then(() => dying.interrupt(interrupted()));
    await failureOf(new Stack().up(dying, golden()));
    lab.cloud.patchVolume(lab.volume.id, { status: "uploading" });
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(1);
    expect(stack.recorded?.outputs).toMatchObject({ volumeId: lab.volume.id, volumeSizeGiB: 20 });
  });

  test("serves two creates of two processes, though one is refused for a while", async () => {
    const other = new Stack("other");
    await Promise.all([
      stack.up(lab.process(), golden()),
      other.up(lab.process(), golden({ name: "silver" })),
    ]);
    expect(
      lab
        .images()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["golden", "silver"]);
    expect(stack.recorded?.id).not.toBe(other.recorded?.id);
  });

  test("is not exported when its turn comes after the time is up: nothing is sent, and the error says so", async () => {
    const process = lab.process();
    lab.cloud.patchVolume(lab.volume.id, { status: "backing-up" });
    void lab.clock.sleep(300_000).then(() => lab.cloud.patchVolume(lab.volume.id, { status: "available" }));
    lab.cloud.addFault({ route: lab.routes.create, kind: "status", status: 400 });
    const late = new Stack("late");
    const [, error] = await Promise.all([
      failureOf(stack.up(process, golden())),
      failureOf(late.up(process, golden({ name: "silver", timeouts: { create: "3m" } }))),
    ]);
    expect(error).toMatchObject({
      name: "WaitTimeoutError",
      outcome: "not-sent",
      message: expect.stringMatching(/the time was up after 3\d\d s, before a create was sent/),
      hint: expect.stringContaining("timeouts"),
    });
    expect(lab.creates()).toBe(1); // the one that was refused
    expect(late.recorded).toBeUndefined();
    expect(lab.images()).toEqual([]);
  });

  test("lets the next create pass when the one before it fails", async () => {
    const process = lab.process();
    const wrong = new Stack("wrong");
    lab.cloud.addFault({ route: lab.routes.create, kind: "status", status: 400 });
    const [failure] = await Promise.all([
      failureOf(wrong.up(process, golden())),
      stack.up(process, golden()),
    ]);
    expect(failure).toMatchObject({ outcome: "rejected" });
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("is not exported while it is in use, and nothing is sent", async () => {
    inUse();
    const error = await failureOf(stack.up(lab.process(), golden()));
    expect(error).toMatchObject({
      message: `volume ${lab.volume.id} cannot be exported while it is in-use`,
      hint: expect.stringContaining("force: true"),
    });
    expect(lab.creates()).toBe(0);
  });

  test("is exported while it is in use when that is forced", async () => {
    lab.cloud.configure({ enableForceUpload: true });
    inUse();
    await stack.up(lab.process(), golden({ force: true }));
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
    expect(lab.cloud.volumes()).toMatchObject([{ status: "in-use" }]);
  });

  test("must exist", async () => {
    const volumeId = randomUUID();
    const error = await failureOf(stack.up(lab.process(), golden({ volumeId })));
    expect(error).toMatchObject({
      name: "NotFoundError",
      message: expect.stringContaining(`has no volume ${volumeId}`),
      hint: expect.stringContaining("cloud, region and project"),
    });
    expect(lab.creates()).toBe(0);
  });

  test("must not be broken", async () => {
    lab.cloud.patchVolume(lab.volume.id, { status: "error" });
    const error = await failureOf(stack.up(lab.process(), golden()));
    expect(error.message).toContain("cannot be exported while it is error");
    expect(lab.creates()).toBe(0);
  });
});

test("an OpenStack whose operator has not allowed force is reported so, and nothing is made", async () => {
  const lab = await openLab("openstack");
  lab.cloud.patchVolume(lab.volume.id, { status: "in-use" });
  const up = new Stack().up(lab.process(), { name: "golden", volumeId: lab.volume.id, force: true });
  expect(await failureOf(up)).toMatchObject({
    name: "ConflictError",
    hint: expect.stringContaining("enable_force_upload"),
  });
  expect(lab.images()).toEqual([]);
  await lab.close();
});
