import { type Lab, openLab } from "../harness/lab";
import { failureOf } from "../harness/stack";
import { template } from "../harness/subjects";
import { storagesOf } from "./storagesOf";

const HOURS = 3_600_000;

describe("ZStack takes no uuid twice, and shows none that is gone: a template is made again and again", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(template);
  });
  afterEach(() => lab.close());

  test.each([
    ["expunged, and its job forgotten", { expunge: true }, 4 * HOURS],
    ["expunged, and its job still known", { expunge: true }, 0],
    ["deleted, and purged by ZStack days later", {}, 4 * 24 * HOURS],
  ])("six times, each one %s before the next", async (_, more, pauseMs) => {
    const stack = lab.stack();
    const uuids = new Set<unknown>();
    for (let generation = 1; generation <= 6; generation += 1) {
      await stack.up(lab.process(), lab.args(more));
      expect(lab.templates()).toMatchObject([{ name: "golden", status: "Ready", uuid: stack.recorded?.id }]);
      uuids.add(stack.recorded?.id);
      expect(uuids.size).toBe(generation);
      await stack.destroy(lab.process());
      expect(lab.templates()).toEqual([]);
      await lab.clock.sleep(pauseMs);
    }
  });

  test("after several that failed", async () => {
    const stack = lab.stack();
    const storages = (failing: string | null) => {
      for (const uuid of storagesOf(lab)) lab.cloud.patchBackupStorage(uuid, { failing: failing as never });
    };
    storages("no space left on device");
    for (let failed = 0; failed < 4; failed += 1) {
      const failure = await failureOf(stack.up(lab.process(), lab.args()));
      expect(failure.message).toContain("no space left on device");
      await lab.clock.sleep(4 * HOURS);
    }
    storages(null);
    await stack.up(lab.process(), lab.args());
    expect(lab.templates()).toMatchObject([{ name: "golden", status: "Ready", uuid: stack.recorded?.id }]);
  });

  test("and one whose maker died is found under the uuid that followed those that are gone", async () => {
    const stack = lab.stack();
    for (let generation = 0; generation < 3; generation += 1) {
      await stack.up(lab.process(), lab.args({ expunge: true }));
      await stack.destroy(lab.process());
      await lab.clock.sleep(4 * HOURS);
    }
    lab.cloud.addFault({ route: "zstack.createTemplate", kind: "reset", applied: true, nth: 4 });
    await stack.up(lab.process(), lab.args());
    expect(lab.templates()).toMatchObject([{ status: "Ready", uuid: stack.recorded?.id }]);
  });

  test("an internal error that lasts and has no cause ends after seven tries, and says where to look", async () => {
    const error = { code: "SYS.1000", description: "An internal error happened in system", details: "null" };
    lab.cloud.addFault({
      route: "zstack.createTemplate",
      kind: "status",
      status: 202,
      body: { location: "" },
      times: 100,
    });
    lab.cloud.addFault({ route: "zstack.showJob", kind: "status", status: 503, body: { error }, times: 100 });
    const failure = await failureOf(lab.stack().up(lab.process(), lab.args()));
    expect(failure).toMatchObject({
      code: "SYS.1000",
      hint: expect.stringMatching(/log of its management node.*another name/),
    });
    expect(lab.creates()).toBe(7);
    expect(lab.templates()).toEqual([]);
  });
});
