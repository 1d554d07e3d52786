import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

describe.each(profiles)("one account and run on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile);
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const count = (route: string) => lab.wire().filter((one) => one === route).length;
  const logIns = () => count(lab.routes.logIn);

  test("signs in once for twenty images, which share their polls", async () => {
    const process = lab.process();
    const volumes = Array.from({ length: 20 }, () => lab.cloud.addVolume({ profile }));
    await Promise.all(
      volumes.map(({ id }, index) =>
        new Stack(`image-${index}`).up(process, { name: `image-${index}`, volumeId: id }),
      ),
    );
    expect(
      lab
        .images()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(volumes.map((_, index) => `image-${index}`).sort());
    expect(logIns()).toBe(1);
    expect(lab.creates()).toBe(20);
    const finds = 20;
    const stuckChecks = 20 * 2;
    expect(count(lab.routes.showImage) + count(lab.routes.findImages)).toBeLessThan(finds + stuckChecks + 60);
  });

  test.each([1, 2, 3, 4, 6, 10])(
    "gets one new token when the old one is revoked before call %s",
    async (call) => {
      lab.cloud.addFault({ route: "*", kind: "unauthorized", nth: call + 1, times: 1 });
      await new Stack().up(lab.process(), golden());
      expect(logIns()).toBe(2);
      expect(lab.creates()).toBeLessThanOrEqual(2);
      expect(lab.images()).toMatchObject([{ name: "golden" }]);
    },
  );

  test("gets one new token for all images when all tokens are revoked in mid-run", async () => {
    const process = lab.process();
    const others = Array.from({ length: 5 }, () => lab.cloud.addVolume({ profile }));
    const revoked = lab.clock.sleep(30_000).then(() => lab.cloud.revokeTokens());
    await Promise.all([
      revoked,
      ...others.map(({ id }, index) =>
        new Stack(`image-${index}`).up(process, { name: `i${index}`, volumeId: id }),
      ),
    ]);
    expect(logIns()).toBe(2);
    expect(lab.images()).toHaveLength(5);
  });

  test("renews a token before it ends, so that no call is ever refused", async () => {
    lab.cloud.configure({ tokenLifetimeSeconds: 600, exportSeconds: 3600 });
    await new Stack().up(lab.process(), golden({ timeouts: { create: "2h" } }));
    expect(lab.cloud.requests().filter(({ status }) => status === 401)).toEqual([]);
    expect(logIns()).toBeGreaterThanOrEqual(7);
    expect(logIns()).toBeLessThanOrEqual(9);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("fails at once with a wrong password, having sent nothing else", async () => {
    const process = lab.process({ auth: { password: "wrong" } });
    const error = await failureOf(new Stack().up(process, golden()));
    expect(error).toMatchObject({ name: "CredentialsError", hint: expect.stringContaining("clouds.yaml") });
    expect(new Set(lab.wire())).toEqual(new Set([lab.routes.logIn]));
    expect(logIns()).toBe(1);
  });

  test("does not lose an image when its password stops working while it is made", async () => {
    const stack = new Stack();
    void lab.clock.sleep(20_000).then(() => {
      lab.cloud.revokeTokens();
      lab.cloud.addFault({ route: lab.routes.logIn, kind: "status", status: 401, times: 1000 });
    });
    await failureOf(stack.up(lab.process(), golden({ timeouts: { create: "3m" } })));
    expect(stack.recorded).toMatchObject({ id: lab.image().id, failed: true });
    lab.cloud.clearFaults();
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });
});
