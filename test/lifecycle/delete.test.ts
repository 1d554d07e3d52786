import { crashAfter, interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

describe.each(profiles)("delete on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const goesOn = (stands: string, limit = "20m by default") =>
    `${stands}. The image stays in the state until it is gone: run the same again, which goes on from there, for as long as \`timeouts.delete\` of the last \`pulumi up\` says (${limit})`;
  const deletesUnfinished = profile === "openstack";
  const left = async (ms: number) => {
    const process = lab.process();
    void lab.clock.sleep(ms).then(() => process.interrupt(interrupted()));
    await failureOf(stack.up(process, golden()));
    lab.forget();
  };

  test("reads the image and its claim, deletes, and waits until the image is gone", async () => {
    await stack.up(lab.process(), golden());
    lab.forget();
    await stack.destroy(lab.process());
    const { logIn, showImage, remove } = lab.routes;
    const whileListed = deletesUnfinished ? [] : [showImage, showImage];
    expect(lab.wire()).toEqual([
      logIn,
      showImage,
      ...lab.routes.exactTags,
      remove,
      ...whileListed,
      showImage,
    ]);
    expect(lab.images()).toEqual([]);
    expect(lab.cloud.volumes()).toMatchObject([{ status: "available" }]);
  });

  test("of an image that is gone already is success, and sends no delete", async () => {
    await stack.up(lab.process(), golden());
    lab.cloud.removeImage(lab.image().id);
    lab.forget();
    await stack.destroy(lab.process());
    const { logIn, showImage, findImages } = lab.routes;
    const list = profile === "openstack" ? [findImages, findImages] : [findImages]; // the hidden ones apart
    expect(lab.wire()).toEqual([logIn, showImage, ...list, ...list]); // now, and five seconds later
  });

  test("of an image that somebody else deletes at the same moment is success", async () => {
    await stack.up(lab.process(), golden());
    lab.cloud.addFault({ route: lab.routes.remove, kind: "reset", applied: true, times: 1 });
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("of an unfinished image: OpenStack at once, the others when the cloud lets go of it", async () => {
    await left(10_000);
    const before = lab.clock.elapsed();
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
    const took = lab.clock.elapsed() - before;
    if (deletesUnfinished) expect(took).toBeLessThan(10_000);
    else expect(took).toBeGreaterThan(45_000);
    expect(lab.wire().filter((route) => route === lab.routes.remove)).toHaveLength(1);
  });

  test("of an image that was never listed waits for it to appear instead of losing it", async () => {
    lab.cloud.configure({ listDelaySeconds: 30 });
    await left(1_000);
    expect(stack.recorded).toMatchObject({ outputs: { status: "queued" } });
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
    expect(lab.wire()).toContain(lab.routes.remove);
  });

  test("of an image that its service left unfinished does not wait for ever", async () => {
    lab.cloud.configure({ outcome: "stuck" });
    await failureOf(stack.up(lab.process(), golden()));
    const before = lab.clock.elapsed();
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
    expect(lab.clock.elapsed() - before).toBeLessThan(60_000);
  });

  test("runs out of time without forgetting the image, and the next destroy deletes it", async () => {
    await stack.up(lab.process(), golden({ timeouts: { delete: "1m" } }));
    lab.cloud.addFault({ route: lab.routes.showImage, kind: "status", status: 503, nth: 2, times: 1000 });
    const { id } = lab.image();
    expect(await failureOf(stack.destroy(lab.process()))).toMatchObject({
      message: expect.stringMatching(/^not finished after 60 s; last seen: no answer: /),
      hint: goesOn(`the cloud has accepted the deletion of image ${id}, and goes on with it`, "1m"),
    });
    expect(stack.recorded).toBeDefined();
    lab.cloud.clearFaults();
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("of an unfinished image that runs out of time says that the cloud was not asked, where it could not be", async () => {
    lab.cloud.configure({ deleteSeconds: 3600 });
    const process = lab.process();
    void lab.clock.sleep(10_000).then(() => process.interrupt(interrupted()));
    await failureOf(stack.up(process, golden({ timeouts: { delete: "10s" } })));
    if (deletesUnfinished) return stack.destroy(lab.process());
    expect(await failureOf(stack.destroy(lab.process()))).toMatchObject({
      hint: goesOn("nothing is deleted yet, and the cloud has not been asked to", "10s"),
    });
    expect(lab.images()).toMatchObject([{ status: "saving" }]);
    expect(lab.wire()).not.toContain(lab.routes.remove);
  });

  test("ends at once when it is interrupted, and the resource stays", async () => {
    lab.cloud.configure({ deleteSeconds: 3600 });
    await stack.up(lab.process(), golden());
    const process = lab.process();
    process.interrupt(interrupted());
    expect(await failureOf(stack.destroy(process))).toMatchObject({ name: "InterruptedError" });
    expect(stack.recorded).toBeDefined();
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("does not touch an image that a read by id has brought in", async () => {
    const { id } = lab.cloud.addImage({ profile, name: "theirs" });
    stack.recorded = { id, inputs: {}, outputs: { imageId: id, name: "theirs" }, failed: false };
    await stack.destroy(lab.process());
    expect(lab.wire()).toEqual([]);
    expect(lab.images()).toMatchObject([{ name: "theirs" }]);
  });

  test("leaves unfinished images of other resources alone", async () => {
    await crashAfter(lab, 10_000, golden());
    const other = lab.cloud.addVolume({ profile });
    await stack.up(lab.process(), golden({ volumeId: other.id }));
    await stack.destroy(lab.process());
    expect(lab.images()).toMatchObject([{ name: expect.stringMatching(/^creating-/) }]);
  });
});

describe("a protected image", () => {
  let lab: Lab;
  afterEach(() => lab.close());

  test("is not deleted, and the error says how to take the protection off", async () => {
    lab = await openLab("openstack");
    const stack = new Stack();
    const args = { name: "golden", volumeId: lab.volume.id, protected: true };
    await stack.up(lab.process(), args);
    lab.forget();
    expect(await failureOf(stack.destroy(lab.process()))).toMatchObject({
      message: expect.stringContaining("is protected"),
      hint: expect.stringContaining("protected: false"),
    });
    expect(lab.wire()).not.toContain("glance.deleteImage");
    await stack.up(lab.process(), { ...args, protected: false });
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test.each(["otc", "huaweicloud"] as const)(
    "by somebody else on %s is refused in clear words too",
    async (profile) => {
      lab = await openLab(profile);
      const stack = new Stack();
      await stack.up(lab.process(), { name: "golden", volumeId: lab.volume.id });
      lab.cloud.patchImage(lab.image().id, { protected: true });
      expect((await failureOf(stack.destroy(lab.process()))).message).toContain("is protected");
      expect(lab.images()).toMatchObject([{ name: "golden" }]);
    },
  );
});
