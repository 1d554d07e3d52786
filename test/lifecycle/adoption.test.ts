import { temporaryName } from "../../provider/clouds/parseMark";
import { crashAfter, crashAt } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

describe.each(profiles)("a create after a crash on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const oneGoldenImage = () => {
    expect(lab.images()).toMatchObject([
      {
        name: "golden",
        status: "active",
        tags: expect.arrayContaining([expect.stringContaining(`-${stack.recorded?.outputs.claim}`)]),
      },
    ]);
    expect(lab.image().id).toBe(stack.recorded?.id);
    expect(lab.creates()).toBe(1);
  };

  test.each([10, 500, 3_000, 30_000])(
    "adopts the image whose maker died %s ms after the create",
    async (ms) => {
      await crashAfter(lab, ms, golden());
      expect(lab.images()).toMatchObject([{ name: expect.stringMatching(/^creating-/), tags: [] }]);
      await stack.up(lab.process(), golden());
      oneGoldenImage();
    },
  );

  test("adopts an image that became active meanwhile, at once", async () => {
    await crashAfter(lab, 10_000, golden());
    await lab.clock.sleep(600_000);
    const before = lab.clock.elapsed();
    const process = lab.process();
    await stack.up(process, golden());
    oneGoldenImage();
    expect(lab.clock.elapsed() - before).toBeLessThan(10_000);
    expect(process.messages.join("\n")).toContain("which an earlier run has started");
  });

  test("adopts an image whose maker died inside the take-over, and overwrites its claim", async () => {
    await crashAt(lab, lab.routes.patch, golden({ tags: { team: "lab" } }));
    const tagged = profile === "openstack" ? 0 : 2;
    expect(lab.images()).toMatchObject([{ name: expect.stringMatching(/^creating-/) }]);
    expect(lab.images()[0]?.tags).toHaveLength(tagged);
    await stack.up(lab.process(), golden({ tags: { team: "lab" } }));
    oneGoldenImage();
  });

  test("adopts for another name, because the marker does not hold it", async () => {
    await crashAfter(lab, 10_000, golden());
    await stack.up(lab.process(), golden({ name: "silver" }));
    expect(lab.images()).toMatchObject([{ name: "silver" }]);
    expect(lab.creates()).toBe(1);
  });

  test("does not adopt what another resource, or this one of another volume, has started", async () => {
    await crashAfter(lab, 10_000, golden());
    const other = lab.cloud.addVolume({ profile });
    await stack.up(lab.process(), golden({ volumeId: other.id }));
    await new Stack("other").up(lab.process(), golden());
    expect(lab.creates()).toBe(3);
    expect(lab.images().map(({ name }) => name.replace(/-.*/, ""))).toEqual(["creating", "golden", "golden"]);
  });

  test("names both of two candidates and touches neither", async () => {
    await crashAfter(lab, 10_000, golden());
    const first = lab.image();
    await lab.clock.sleep(600_000);
    const second = lab.cloud.addImage({ profile, name: first.name });
    lab.forget();
    const error = await failureOf(stack.up(lab.process(), golden()));
    expect(error.message).toContain(first.id);
    expect(error.message).toContain(second.id);
    expect(error).toMatchObject({
      name: "AmbiguousImageError",
      hint: expect.stringMatching(/delete all but/),
    });
    expect(lab.history()).toEqual([lab.routes.logIn, lab.routes.findImages]);
    lab.cloud.removeImage(second.id);
    await stack.up(lab.process(), golden());
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test.each(["killed", "deactivated"])("never adopts an image that is %s", async (status) => {
    await crashAfter(lab, 10_000, golden());
    const dead = lab.image();
    await lab.clock.sleep(600_000);
    lab.cloud.patchImage(dead.id, { status });
    await stack.up(lab.process(), golden());
    expect(stack.recorded?.id).not.toBe(dead.id);
    expect(lab.creates()).toBe(2);
    expect(lab.cloud.images().map(({ id }) => id)).toContain(dead.id);
  });

  test("passes over an image that its service left unfinished, and only after some time", async () => {
    lab.cloud.configure({ outcome: "stuck" });
    await crashAfter(lab, 10_000, golden());
    await lab.clock.sleep(600_000);
    lab.cloud.configure({ outcome: "active" });
    const before = lab.clock.elapsed();
    await stack.up(lab.process(), golden());
    expect(lab.clock.elapsed() - before).toBeGreaterThan(60_000);
    expect(lab.creates()).toBe(2);
    expect(lab.images().map(({ name }) => name)).toContain("golden");
  });

  test("adopts an image that is not listed yet instead of sending a second create", async () => {
    lab.cloud.configure({ listDelaySeconds: 20 });
    await crashAfter(lab, 100, golden());
    await stack.up(lab.process(), golden());
    oneGoldenImage();
  });

  test("is not misled by an image that only looks similar", async () => {
    await crashAfter(lab, 10_000, golden());
    const { name } = lab.image();
    lab.cloud.removeImage(lab.image().id);
    await lab.clock.sleep(600_000);
    for (const similar of [
      `${name}0`,
      name.toUpperCase(),
      temporaryName(`00000000-${"0".repeat(20)}`),
      "golden",
    ])
      lab.cloud.addImage({ profile, name: similar });
    lab.forget();
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.cloud.images()).toHaveLength(5);
  });

  test("adopts although the volume has been deleted since, and still knows which one it was", async () => {
    await crashAfter(lab, 10_000, golden());
    await lab.clock.sleep(600_000);
    lab.cloud.removeVolume(lab.volume.id);
    await stack.up(lab.process(), golden());
    oneGoldenImage();
    expect(stack.recorded?.outputs.volumeId).toBe(lab.volume.id);
  });

  test("waits while its volume is busy with something else than an export, and then goes on", async () => {
    await crashAfter(lab, 10_000, golden());
    lab.cloud.patchVolume(lab.volume.id, { status: "backing-up" });
    void lab.clock.sleep(120_000).then(() => lab.cloud.patchVolume(lab.volume.id, { status: "available" }));
    await stack.up(lab.process(), golden());
    oneGoldenImage();
  });
});
