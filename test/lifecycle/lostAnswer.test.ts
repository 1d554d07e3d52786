import type { NewFault } from "../../local-cloud";
import { type CloudError, whatWasSaid } from "../../provider/http/errors";
import { throughSilences } from "./faults/silence";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

const losses: Record<string, object> = {
  "a reset": { kind: "reset" },
  "a body cut off": { kind: "truncate" },
  "a reset in the body": { kind: "resetBody" },
  "an answer that never begins": { kind: "noHeaders" },
  "an answer that never ends": { kind: "stallBody" },
  "a gateway's 502": { kind: "html", status: 502 },
  "a gateway's 503": { kind: "html", status: 503 },
  "a 504": { kind: "status", status: 504 },
  "a 200 that is not JSON": { kind: "notJson" },
  "an answer beyond all size": { kind: "oversize", bytes: 11 * 1024 * 1024 },
  "bytes that are not HTTP": { kind: "garbage" },
};

describe.each(profiles)("the create's answer is lost on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = () => ({ name: "golden", volumeId: lab.volume.id });
  const process = () => lab.process();
  const lose = (loss: object) => lab.cloud.addFault({ route: lab.routes.create, ...loss } as NewFault);

  describe.each(Object.entries(losses))("by %s", (_, loss) => {
    test("the image that was made all the same is found by its name and adopted", async () => {
      lose({ ...loss, applied: true });
      await throughSilences(lab, stack.up(process(), golden()));
      expect(lab.creates()).toBe(1);
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(lab.image().id).toBe(stack.recorded?.id);
    });

    test("where no image was made, nothing is sent again, the error says so, and the next up makes one", async () => {
      lose(loss);
      const error = await failureOf(throughSilences(lab, stack.up(process(), golden())));
      expect(error).toMatchObject({
        outcome: "unknown",
        message: expect.stringContaining("no such image was listed since, and nothing was sent again"),
        hint: expect.stringContaining("looks for the image before it sends anything"),
      });
      expect(lab.creates()).toBe(1);
      expect(stack.recorded).toBeUndefined();
      await stack.up(process(), golden());
      expect(lab.creates()).toBe(2);
      expect(lab.images()).toMatchObject([{ name: "golden" }]);
    });
  });

  const locked = { error: { message: "The disk is locked by SDRS", code: "EVS.2089" } };

  test("an error in an answer of success is reported first, in the cloud's words, and nothing is sent again", async () => {
    lose({ kind: "status", status: 202, body: locked, headers: { "x-request-id": "req-1" } });
    const error = await failureOf(stack.up(process(), golden()));
    expect(error).toMatchObject({
      outcome: "unknown",
      message: expect.stringMatching(/: The disk is locked by SDRS; .*nothing was sent again/),
    });
    expect(whatWasSaid(error as CloudError)).toContain("EVS.2089");
    expect(lab.creates()).toBe(1);
  });

  test("an image that was begun although the answer has an error is adopted", async () => {
    lose({ kind: "errorInside", status: 202, applied: true });
    await stack.up(process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });

  test.each([500, 502, 503])(
    "a time-out shorter than the search hides nothing of a %p: words, code and request id",
    async (status) => {
      const body = { error: { message: "the back end is down", code: "EVS.9999" } };
      for (const create of ["40s", "15s", "2s"]) {
        lose({
          kind: "status",
          status,
          body,
          headers: { "x-request-id": "req-7", "x-openstack-request-id": "req-7" },
        });
        const args = { ...golden(), name: `golden-${create}`, timeouts: { create } };
        const error = await failureOf(new Stack(`golden-${create}`).up(process(), args));
        expect(error.message).toMatch(
          /the back end is down; not finished after \d+ s; .*nothing was sent again/,
        );
        expect(error).toMatchObject({ hint: expect.stringContaining("looks for the image") });
        const message = whatWasSaid(error as CloudError);
        for (const part of [`HTTP ${status}`, "EVS.9999", "req-7"]) expect(message).toContain(part);
      }
    },
  );

  test("an image that is listed 40 s later is still found", async () => {
    lab.cloud.configure({ listDelaySeconds: 40 });
    lose({ kind: "reset", applied: true });
    await stack.up(process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("one that is listed too late is adopted by the next up", async () => {
    lab.cloud.configure({ listDelaySeconds: 70, exportSeconds: 300 });
    lose({ kind: "reset", applied: true });
    await failureOf(stack.up(process(), golden()));
    await stack.up(process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("of the replacement of a stuck image: its own image is found, not the stuck one, which is deleted", async () => {
    lab.cloud.configure({ outcome: "stuck" });
    await failureOf(stack.up(process(), golden()));
    const stuck = lab.image().id;
    lab.cloud.configure({ outcome: "active", exportSeconds: 120 });
    lose({ kind: "reset", applied: true });
    await stack.up(process(), golden());
    expect(stack.recorded?.id).not.toBe(stuck);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(lab.image().id).toBe(stack.recorded?.id);
    expect(lab.creates()).toBe(2);
  });

  test("two that may be the one: the search ends at once and names both", async () => {
    lose({ kind: "reset", applied: true });
    const body = { images: [] };
    const lists = profile === "openstack" ? 2 : 1; // a search there asks for hidden ones too
    const later = { nth: lists + 1, times: 4 * lists };
    lab.cloud.addFault({ route: lab.routes.findImages, kind: "status", status: 200, body, ...later });
    const searching = failureOf(stack.up(process(), golden()));
    await lab.clock.sleep(5_000);
    const first = lab.image();
    const second = lab.cloud.addImage({ profile, name: first.name });
    const error = await searching;
    expect(error).toMatchObject({ name: "AmbiguousImageError" });
    expect(error.message).toContain(first.id);
    expect(error.message).toContain(second.id);
    expect(lab.clock.elapsed()).toBeLessThan(5 * 60_000); // not the hour that a create may take
    expect(lab.creates()).toBe(1);
  });

  test("polls that fail meanwhile do not end the search", async () => {
    lose({ kind: "reset", applied: true });
    lab.cloud.addFault({ route: lab.routes.findImages, kind: "status", status: 503, nth: 2, times: 4 });
    await stack.up(process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test.each([
    ["a 503 with Retry-After", { kind: "status", status: 503, headers: { "retry-after": "3" } }],
    ["throttling", { kind: "throttle" }],
    ["a token that is too old", { kind: "unauthorized" }],
  ])("after %s it provably had no effect, and is sent again", async (_, loss) => {
    lose(loss);
    await stack.up(process(), golden());
    expect(lab.creates()).toBe(2);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });
});
