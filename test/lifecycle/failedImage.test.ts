import { interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, type Recorded, Stack } from "./harness/stack";

describe.each(profiles)("an export that fails on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile);
  });
  afterEach(() => lab.close());

  const golden = () => ({ name: "golden", volumeId: lab.volume.id });

  test.each([
    { outcome: "killed", status: "killed", says: /the cloud reports image \S+ as killed/ },
    { outcome: "gone", status: "deleted", says: /the cloud no longer has image/ },
    { outcome: "stuck", status: "saving", says: /is unfinished although nothing works on it any more/ },
  ] as const)(
    "$outcome: is kept as $status, says what to do, and the next up replaces it",
    async (failing) => {
      lab.cloud.configure({ outcome: failing.outcome });
      const stack = new Stack();
      const error = await failureOf(stack.up(lab.process(), golden()));
      expect(error.message).toMatch(failing.says);
      expect(error.message).toMatch(/What to do: .*the next `pulumi up` (replaces it|makes a new one)/);
      expect(stack.recorded).toMatchObject({ failed: true, outputs: { status: failing.status } });
      expect(lab.wire()).not.toContain(lab.routes.remove);
      const left = lab.cloud.images().length;
      expect(left).toBe(failing.outcome === "gone" ? 0 : 1);
      expect(stack.plan(golden())).toBe("replace");

      lab.cloud.configure({ outcome: "active" });
      await stack.up(lab.process(), golden());
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(lab.image().id).toBe(stack.recorded?.id);
      expect(lab.creates()).toBe(2);
    },
  );

  test("stuck: is given up by the state, too, when a refresh has read it; not when it can be used then", async () => {
    lab.cloud.configure({ outcome: "stuck" });
    const stack = new Stack();
    await failureOf(stack.up(lab.process(), golden()));
    await stack.refresh(lab.process());
    expect(stack.recorded?.outputs).toMatchObject({ status: "saving" });
    expect(stack.plan(golden())).toBe("replace");

    lab.cloud.patchImage(lab.image().id, { status: "active" });
    await stack.refresh(lab.process());
    expect(stack.plan(golden())).toBe("update");
    await stack.up(lab.process(), golden());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.creates()).toBe(1);
    expect(stack.plan(golden())).toBe("same");
  });

  test("stuck: is replaced, too, where an earlier release has noted it as an error", async () => {
    lab.cloud.configure({ outcome: "stuck" });
    const stack = new Stack();
    await failureOf(stack.up(lab.process(), golden()));
    const { __failed, ...outputs } = stack.recorded?.outputs ?? {};
    expect(__failed).toBe("error");
    stack.recorded = { ...(stack.recorded as Recorded), outputs: { ...outputs, status: "error" } };
    expect(stack.plan(golden())).toBe("replace");
  });

  test("deactivated: is kept, and the next up goes on once it has been reactivated", async () => {
    lab.cloud.configure({ outcome: "deactivated" });
    const stack = new Stack();
    const error = await failureOf(stack.up(lab.process(), golden()));
    expect(error.message).toMatch(/as deactivated\nWhat to do: reactivate the image, or delete it/);
    expect(stack.recorded).toMatchObject({ failed: true, outputs: { status: "deactivated" } });
    expect(stack.plan(golden())).toBe("update");

    lab.cloud.patchImage(lab.image().id, { status: "active" });
    await stack.up(lab.process(), golden());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.creates()).toBe(1);
  });

  test("is noticed soon: a killed image within a few polls, a stuck one within some minutes", async () => {
    lab.cloud.configure({ outcome: "killed", exportSeconds: 20 });
    await failureOf(new Stack().up(lab.process(), golden()));
    expect(lab.clock.elapsed()).toBeLessThan(30_000);
    lab.cloud.configure({ outcome: "stuck", exportSeconds: 20 });
    const before = lab.clock.elapsed();
    await failureOf(new Stack("other").up(lab.process(), golden()));
    expect(lab.clock.elapsed() - before).toBeLessThan(5 * 60_000);
  });

  test("is not suspected of an image that only cannot be read", async () => {
    lab.cloud.addFault({ route: lab.routes.showImage, kind: "status", status: 503, nth: 6, times: 200 });
    await new Stack().up(lab.process(), golden());
    expect(lab.clock.elapsed()).toBeGreaterThan(4 * 60_000);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.creates()).toBe(1);
  });

  test("is none that merely may not be tagged: it is kept, the permission named, and the next up takes it over", async () => {
    const body = { error_code: "APIGW.0302", error_msg: "not authorized", request_id: "r-1" };
    lab.cloud.addFault({ route: String(lab.routes.change[0]), kind: "status", status: 403, body });
    const stack = new Stack();
    const error = await failureOf(stack.up(lab.process(), golden()));
    expect(error.message).toMatch(
      /may not change it.*HTTP 403.*What to do: .*(ims:images:update|modify_image)/s,
    );
    expect(stack.recorded).toMatchObject({ id: lab.image().id, failed: true, outputs: { status: "active" } });
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("differs from an image that vanishes from one list and comes back", async () => {
    let hidden = 0;
    const hide = async () => {
      await lab.clock.sleep(30_000);
      lab.cloud.addFault(
        profile === "openstack"
          ? { route: lab.routes.showImage, kind: "status", status: 404 }
          : { route: lab.routes.showImage, kind: "status", status: 200, body: { images: [] } },
      );
      hidden += 1;
    };
    await Promise.all([hide(), new Stack().up(lab.process(), golden())]);
    expect(hidden).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });
});

/** The image exists when the create is answered, so no poll has to wait until it may be listed. */
describe("an export on OpenStack whose image goes", () => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab("openstack");
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = () => ({ name: "golden", volumeId: lab.volume.id });
  const looks = () => lab.wire().filter((route) => route === lab.routes.showImage).length;

  test.each([
    ["before the first look", 1],
    ["right after the first look", 6],
    ["while it is written", 45],
    ["when it is nearly done", 600],
  ])("because the export failed, %s: that is noticed within 20 s", async (_, exportSeconds) => {
    lab.cloud.configure({ outcome: "gone", exportSeconds });
    const error = await failureOf(stack.up(lab.process(), golden()));
    expect(error.message).toMatch(/the cloud no longer has image/);
    expect(lab.clock.elapsed()).toBeLessThan(exportSeconds * 1000 + 20_000);
    expect(lab.cloud.images()).toEqual([]);
    expect(stack.plan(golden())).not.toBe("same");
  });

  test.each([1_000, 10_000, 300_000])(
    "because somebody deleted it after %s ms: that is noticed within 20 s, although the volume is still read",
    async (afterMs) => {
      lab.cloud.configure({ exportSeconds: 3_600 });
      const deleted = lab.clock.sleep(afterMs).then(() => lab.cloud.removeImage(lab.image().id));
      const [error] = await Promise.all([failureOf(stack.up(lab.process(), golden())), deleted]);
      expect(error.message).toMatch(/the cloud no longer has image/);
      expect(lab.clock.elapsed()).toBeLessThan(afterMs + 20_000);
      expect(lab.cloud.volumes()).toMatchObject([{ status: "uploading" }]);
    },
  );

  test("is polled no more often than before, as long as it exists", async () => {
    lab.cloud.configure({ exportSeconds: 120 });
    await stack.up(lab.process(), golden());
    expect(looks()).toBe(15);
  });

  test("for one poll only is there, and no second one is made", async () => {
    lab.cloud.addFault({ route: lab.routes.showImage, kind: "status", status: 404, nth: 3 });
    await stack.up(lab.process(), golden());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.creates()).toBe(1);
  });
});

describe("what Cinder noted for its user", () => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab("openstack");
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const cinderNote = /; the cloud says: copy volume to image:Failed to upload/;
  const failing = async (outcome: "killed" | "gone" | "stuck" | "active", process = lab.process()) => {
    lab.cloud.configure({ outcome });
    return (await failureOf(stack.up(process, golden()))).message;
  };
  /** Cinder's messages, the newest first. */
  const notes = (...messages: object[]) =>
    lab.cloud.addFault({
      route: "cinder.listMessages",
      kind: "status",
      status: 200,
      body: { messages: messages.map((one) => ({ user_message: "out of space", ...one })) },
    });
  const at = (offMs: number) => new Date(lab.clock.now() + offMs).toISOString();

  test.each(["killed", "gone"] as const)("is reported for an export whose image is %s", async (outcome) => {
    const message = await failing(outcome);
    expect(message).toMatch(cinderNote);
    expect(message).toMatch(
      /What to do: where that would happen again, mend it first; then the next `pulumi up`/,
    );
  });

  test("of an earlier export of the volume is no reason of a later one", async () => {
    await failing("killed");
    await lab.clock.sleep(1_000); // the time of an image has no parts of a second
    const later = await failing("stuck");
    expect(later).toMatch(/nothing works on it any more/);
    expect(later).not.toMatch(cinderNote);
  });

  test("is reported by the next up, too, if the run that began the export has ended before", async () => {
    const dying = lab.process();
    void lab.clock.sleep(20_000).then(() => dying.interrupt(interrupted()));
    await failing("gone", dying);
    await lab.clock.sleep(120_000);
    expect(await failing("gone")).toMatch(cinderNote);
  });

  test("is reported only if it is about an export, and of this time", async () => {
    lab.cloud.configure({ outcome: "killed" });
    const failure = async (...messages: object[]) => {
      notes(...messages);
      return (await failureOf(new Stack().up(lab.process(), golden()))).message.includes("out of space");
    };
    expect(await failure({ created_at: at(40_000).slice(0, -1), event_id: "VOLUME_VOLUME_003_009" })).toBe(
      true,
    );
    expect(await failure({ created_at: at(40_000) })).toBe(true);
    expect(await failure({ created_at: at(-40_000).slice(0, -1), event_id: "VOLUME_VOLUME_003_009" })).toBe(
      false,
    );
    expect(await failure({ created_at: at(40_000), event_id: "VOLUME_VOLUME_007_010" })).toBe(false);
    expect(await failure({})).toBe(false);
    const other = { created_at: at(50_000), event_id: "VOLUME_VOLUME_007_010", user_message: "extend" };
    expect(await failure(other, { created_at: at(40_000), event_id: "VOLUME_VOLUME_003_009" })).toBe(true);
  });
});
