import type { NewFault } from "../../local-cloud";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

describe.each(profiles)("a cloud that throttles on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile);
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });

  test.each<[string, object]>([
    ["in its own words", {}],
    ["with a Retry-After of 7 s", { retryAfter: 7 }],
    ["with a Retry-After of a year", { retryAfter: 31_536_000 }],
    ["with a Retry-After that is nonsense", { retryAfter: "soon" }],
  ])("three times on every route, %s, slows us down and fails nothing", async (_, throttle) => {
    const { logIn, findImages, showImage, showVolume, create, change, remove } = lab.routes;
    const routes = new Set([logIn, findImages, showImage, showVolume, create, ...change, remove]);
    for (const route of routes)
      lab.cloud.addFault({ route, kind: "throttle", times: 3, ...throttle } as NewFault);
    const stack = new Stack();
    await stack.up(lab.process(), golden());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
    expect(
      lab.cloud.requests().filter(({ route, status }) => route === create && status === 202),
    ).toHaveLength(1);
  });

  test("for minutes in a row does not lose the image", async () => {
    lab.cloud.addFault({ route: lab.routes.showImage, kind: "throttle", nth: 3, times: 40, retryAfter: 15 });
    await new Stack().up(lab.process(), golden());
    expect(lab.clock.elapsed()).toBeGreaterThan(360_000);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });

  test("is obeyed: between two calls of a throttled route lies the pause that it requires", async () => {
    lab.cloud.addFault({ route: lab.routes.create, kind: "throttle", times: 2, retryAfter: 13 });
    await new Stack().up(lab.process(), golden());
    const at = lab.cloud
      .requests()
      .flatMap(({ route, at }) => (route === lab.routes.create ? [Date.parse(at)] : []));
    const gaps = at.slice(1).map((time, index) => time - (at[index] as number));
    expect(gaps).toHaveLength(2);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(13_000);
  });

  test("throttles one call, and nobody polls before the time that it requires", async () => {
    lab.cloud.patchVolume(lab.volume.id, { exportSeconds: 600 } as never);
    const process = lab.process();
    const waiting = new Stack("polling").up(process, golden({ name: "polling" }));
    await lab.clock.sleep(30_000);
    const other = lab.cloud.addVolume({ profile, sizeGiB: 20 });
    lab.cloud.addFault({ route: lab.routes.create, kind: "throttle", retryAfter: 55 });
    lab.forget();
    await Promise.all([waiting, new Stack("hit").up(process, golden({ name: "hit", volumeId: other.id }))]);
    const requests = lab.cloud.requests();
    const hit = requests.findIndex(({ route, fault }) => route === lab.routes.create && fault !== undefined);
    const at = (index: number) => Date.parse(requests[index]?.at ?? "");
    expect(hit).toBeGreaterThan(-1);
    expect(at(hit + 1) - at(hit)).toBeGreaterThanOrEqual(54_000);
  });

  test("tries of one call again and again hold the others up once", async () => {
    const process = lab.process();
    const other = lab.cloud.addVolume({ profile, sizeGiB: 20 });
    const waiting = new Stack("polling").up(process, golden({ name: "polling" }));
    lab.cloud.addFault({ route: lab.routes.create, kind: "throttle", nth: 2, times: 1e6, retryAfter: 20 });
    const hit = failureOf(
      new Stack("hit").up(process, golden({ volumeId: other.id, timeouts: { create: "10m" } })),
    );
    await waiting;
    expect(lab.clock.elapsed()).toBeLessThan(120_000);
    await hit;
  });

  test("without end ends with the time-out, and not much later", async () => {
    lab.cloud.addFault({ route: lab.routes.showImage, kind: "throttle", nth: 3, times: 1e6 });
    const stack = new Stack();
    await expect(stack.up(lab.process(), golden({ timeouts: { create: "10m" } }))).rejects.toThrow(
      /not finished after/,
    );
    expect(lab.clock.elapsed()).toBeLessThan(10 * 60_000 + 130_000);
    expect(stack.recorded).toMatchObject({ id: lab.image().id, failed: true });
  });
});
