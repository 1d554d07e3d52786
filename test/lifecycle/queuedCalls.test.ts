import { InterruptedError, ThrottledError } from "../../provider/http/errors";
import { interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

/** What is no poll queues: ten in any second, beside the two that poll (docs/waiting.md#the-queue-of-calls). */
const MOST_IN_A_SECOND = 10 + 2;

describe.each(profiles)("many operations at once on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile, { settings: { exportSeconds: 30, imageQuota: 200 } });
  });
  afterEach(() => lab.close());

  const stacks = (count: number) =>
    Array.from({ length: count }, (_, at) => {
      const { id } = lab.cloud.addVolume({ profile, sizeGiB: 20 });
      return { stack: new Stack(`i${at}`), args: { name: `i${at}`, volumeId: id } };
    });
  /** When requests came, in milliseconds; the sign-in does not queue. */
  const times = (route?: string) =>
    lab.cloud
      .requests()
      .filter((seen) => (route === undefined ? seen.route !== lab.routes.logIn : seen.route === route))
      .map(({ at }) => Date.parse(at));
  const mostInASecond = (all: readonly number[]) =>
    Math.max(...all.map((from) => all.filter((at) => at >= from && at < from + 1_000).length));

  test("a hundred creates, and a hundred deletes, are ten calls in any second, and lose no time beyond", async () => {
    const many = stacks(100);
    const began = lab.clock.now();
    const process = lab.process({ preflight: "error" });
    await Promise.all(many.map(({ stack, args }) => stack.up(process, args)));
    expect(
      lab.images().filter(({ name, status }) => /^i\d+$/.test(name) && status === "active"),
    ).toHaveLength(100);
    expect(mostInASecond(times())).toBeLessThanOrEqual(MOST_IN_A_SECOND);
    const creates = times(lab.routes.create);
    expect(creates).toHaveLength(100);
    const before = times().filter((at) => at <= (creates.at(-1) ?? 0)).length;
    expect((creates.at(-1) ?? 0) - began).toBeLessThanOrEqual(105 * before);

    lab.forget();
    const destroying = lab.clock.now();
    await Promise.all(many.map(({ stack }) => stack.destroy(process)));
    expect(lab.images()).toEqual([]);
    expect(mostInASecond(times())).toBeLessThanOrEqual(MOST_IN_A_SECOND);
    expect((times(lab.routes.remove).at(-1) ?? 0) - destroying).toBeLessThanOrEqual(105 * times().length);
  });

  test("an image that is ready is taken over although a hundred creates queue", async () => {
    const process = lab.process();
    const [first, ...others] = stacks(101);
    if (first === undefined) throw new Error("no stack");
    const up = first.stack.up(process, first.args);
    await lab.clock.sleep(29_000);
    const ups = others.map(({ stack, args }) => stack.up(process, args));
    await up;
    expect(lab.clock.elapsed()).toBeLessThan(35_500); // seen within 4.5 s, as one alone may be, then some calls
    expect(times(lab.routes.create).length).toBeLessThan(50);
    await Promise.all(ups);
    expect(lab.images().map(({ name }) => name)).not.toContainEqual(expect.stringMatching(/^creating-/));
  });

  test("no time limit counts the queue: what queues longer than its limit is made all the same", async () => {
    const process = lab.process({ preflight: "error" });
    const ups = stacks(60).map(({ stack, args }) =>
      stack.up(process, { ...args, timeouts: { create: "40s" } }),
    );
    await Promise.all(ups);
    expect(lab.clock.elapsed()).toBeGreaterThan(45_000);
    expect(lab.creates()).toBe(60);
  });

  test("a cloud that throttles everything keeps nobody much longer than the time limit, however many queue", async () => {
    const process = lab.process({ preflight: "error" });
    for (const route of ["ims.*", "evs.*", "glance.*", "cinder.*"])
      lab.cloud.addFault({ route, kind: "throttle", times: 1e6, retryAfter: 60 });
    const ups = stacks(40).map(({ stack, args }) =>
      failureOf(stack.up(process, { ...args, timeouts: { create: "5m" } })),
    );
    await Promise.all(ups);
    expect(lab.clock.elapsed()).toBeLessThan(2 * 300_000);
    expect(lab.images()).toEqual([]);
  });

  test("Ctrl-C takes what queues out, and nothing of it is sent any more", async () => {
    const process = lab.process();
    const many = stacks(100);
    const ups = many.map(({ stack, args }) => failureOf(stack.up(process, args)));
    await lab.clock.sleep(3_000);
    process.cancel(interrupted());
    await lab.clock.sleep(1);
    const creates = lab.creates();
    expect(creates).toBeLessThan(40);
    process.interrupt(interrupted());
    const errors = await Promise.all(ups);
    expect(errors.filter((error) => error instanceof InterruptedError).length).toBeGreaterThanOrEqual(
      100 - creates,
    );
    expect(lab.creates()).toBe(creates);
    expect(many.filter(({ stack }) => stack.recorded !== undefined)).toHaveLength(creates);
    expect(lab.images()).toHaveLength(creates);
  });

  test("Ctrl-C ends what only looks before a create, too: of what queued nothing is asked", async () => {
    const process = lab.process({ preflight: "error" });
    const ups = stacks(100).map(({ stack, args }) => failureOf(stack.up(process, args)));
    await lab.clock.sleep(3_000);
    process.cancel(interrupted());
    await lab.clock.sleep(1);
    lab.forget();
    await lab.clock.sleep(5_000);
    expect(times().length).toBeLessThanOrEqual(2 * 5 + 2); // polls of those that have begun
    process.interrupt(interrupted());
    await Promise.all(ups);
    expect(process.warnings).toEqual([]);
  });

  test("a delete that has queued for long asks once more whose the image is", async () => {
    const [only] = stacks(1);
    if (only === undefined) throw new Error("no stack");
    const process = lab.process();
    await only.stack.up(process, only.args);
    lab.forget();
    const cloud = process.connect(undefined);
    const { exactTags } = cloud;
    let asks = 0;
    Object.assign(cloud, {
      async exactTags(...given: Parameters<typeof exactTags>) {
        const tags = await exactTags(...given);
        asks += 1;
        const asked = { outcome: "rejected", retryAfterMs: 30_000 } as const;
        if (asks === 1) cloud.queue.throttled(new ThrottledError("too many", asked), lab.clock.now(), true);
        return tags;
      },
    });
    const destroying = only.stack.destroy(process);
    await lab.clock.sleep(10_000);
    const { id, tags } = lab.image();
    lab.cloud.patchImage(id, { tags: tags.map((tag) => tag.replace(/-[0-9a-f]{12}$/, "-0123456789ab")) });
    await destroying;
    expect(lab.wire()).not.toContain(lab.routes.remove);
    expect(process.warnings).toEqual([expect.stringMatching(/claimed by another resource since/)]);
    expect(lab.images()).toHaveLength(1);
  });

  test("what an engine that has died meanwhile had queued is not sent", async () => {
    let isDead = false;
    const process = lab.process({ engineDied: () => isDead });
    const ups = stacks(60).map(({ stack, args }) =>
      failureOf(stack.up(process, args)).catch(() => undefined),
    );
    await lab.clock.sleep(4_000);
    isDead = true;
    await lab.clock.sleep(1_000);
    const creates = lab.creates();
    await Promise.all(ups);
    expect(lab.creates()).toBeLessThanOrEqual(creates + 10); // one second of them
    expect(lab.creates()).toBeLessThan(50);
  });
});
