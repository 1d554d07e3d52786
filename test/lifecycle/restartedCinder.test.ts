import { type Lab, openLab } from "./harness/lab";
import { failureOf, Stack } from "./harness/stack";

/** Killed and restarted in an export: Glance has the image `queued` again, and the volume stays `uploading`. */
describe("a Cinder that was restarted in an export", () => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab("openstack", { settings: { exportSeconds: 3600 } });
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({
    name: "golden",
    volumeId: lab.volume.id,
    timeouts: { create: "20m", update: "20m" },
    ...more,
  });
  const wayOut = () => `openstack volume set --state available ${lab.volume.id}`;
  const restart = async (afterMs: number, status = "queued") => {
    await lab.clock.sleep(afterMs);
    lab.cloud.patchImage(lab.image().id, { status });
    lab.cloud.patchVolume(lab.volume.id, { status: "uploading" });
  };
  const setFree = () =>
    lab.cloud.patchVolume(lab.volume.id, { status: "available", export: { exportSeconds: 60 } });

  test("is noticed within some minutes, by the image that is queued again", async () => {
    const [error] = await Promise.all([failureOf(stack.up(lab.process(), golden())), restart(60_000)]);
    expect(error.message).toMatch(/is queued again after it was being written: its export failed/);
    expect(error.message).toContain(wayOut());
    expect(lab.clock.elapsed()).toBeLessThan(5 * 60_000);
    expect(stack.recorded).toMatchObject({ failed: true, outputs: { status: "queued" } });
    expect(stack.plan(golden())).toBe("replace");

    const stuck = await failureOf(stack.up(lab.process(), golden()));
    expect(stuck.message).toContain("not finished after");
    expect(stuck.message).toContain(wayOut());
    expect(lab.creates()).toBe(1);

    setFree();
    expect((await failureOf(stack.up(lab.process(), golden()))).message).toMatch(
      /nothing works on it any more/,
    );
    await stack.up(lab.process(), golden());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.creates()).toBe(2);
  });

  test("is noticed by the next up too, which knows that the image was being written", async () => {
    const short = golden({ timeouts: { create: "1m", update: "20m" } });
    await failureOf(stack.up(lab.process(), short));
    expect(stack.recorded?.outputs.status).toBe("saving");
    await restart(0);
    const before = lab.clock.elapsed();
    const error = await failureOf(stack.up(lab.process(), short));
    expect(error.message).toMatch(/is queued again/);
    expect(lab.clock.elapsed() - before).toBeLessThan(5 * 60_000);
  });

  test("is none where the image is queued for a moment only, or is queued from its beginning for long", async () => {
    lab.cloud.patchVolume(lab.volume.id, { export: { exportSeconds: 600, queuedSeconds: 500 } });
    await stack.up(lab.process(), golden());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);

    lab.cloud.patchVolume(lab.volume.id, { export: { exportSeconds: 600, queuedSeconds: 2 } });
    const glance = { route: "glance.showImage", kind: "status", status: 200 } as const;
    const again = lab.clock.sleep(120_000).then(() => {
      const { id } = lab.cloud.images().find(({ status }) => status === "saving") ?? lab.image();
      const body = { id, status: "queued", name: "n", visibility: "private", tags: [] };
      lab.cloud.addFault({ ...glance, body, times: 2 });
    });
    await Promise.all([again, new Stack("other").up(lab.process(), golden({ name: "silver" }))]);
    expect(lab.images().map(({ status }) => status)).toEqual(["active", "active"]);
  });

  test.each(["uploading", "backing-up"])(
    "or anything else that leaves the volume %s for ever: the time-out says how it is set free",
    async (status) => {
      lab.cloud.patchVolume(lab.volume.id, { status });
      const error = await failureOf(stack.up(lab.process(), golden({ timeouts: { create: "3m" } })));
      expect((error as { hint?: string }).hint).toContain(wayOut());
      expect(lab.creates()).toBe(0);
    },
  );

  test("ends with the way out, too, if the image still shows that it is being written", async () => {
    const [error] = await Promise.all([
      failureOf(stack.up(lab.process(), golden())),
      restart(60_000, "saving"),
    ]);
    expect(error.message).toMatch(
      /not finished after \d+ min; last seen: exporting.*\nWhat to do: .* look at the volume/,
    );
    expect(error.message).toContain(wayOut());
  });
});
