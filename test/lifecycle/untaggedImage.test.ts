import type { NewFault } from "../../local-cloud";
import { CloudError, whatWasSaid } from "../../provider/http/errors";
import { whyUnknown } from "../../provider/lifecycle/begin/whyUnknown";
import { PartialFailureError } from "../../provider/lifecycle/claim/partialFailureError";
import { cancelled, interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import type { ProviderProcess } from "./harness/providerProcess";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";
import { everywhere, jobImage, template } from "./harness/subjects";

const SECONDS = 1_000;
const refusal = (status: number, code: string): NewFault => ({
  kind: "status",
  status,
  body: { error: { code, message: "The service is unavailable." } },
  headers: { "x-request-id": "req-7", "x-openstack-request-id": "req-7" },
  route: "",
});

describe("why nobody knows whether a create has begun", () => {
  const of = (details: object) =>
    whyUnknown(new CloudError("create: no", { outcome: "unknown", ...details }));
  test.each([
    [{ status: 503, code: "IMG.0061" }, "the cloud answered 503 IMG.0061; it may have begun"],
    [{ status: 408, code: "EVS.1" }, "the cloud answered 408 EVS.1; it may have begun"],
    [{ status: 400, code: "badRequest" }, "the cloud answered 400 badRequest; it may have begun"],
    [{ status: 202, code: "EVS.2089" }, "the cloud answered 202 EVS.2089; it may have begun"],
    [{ status: 202 }, "the cloud's answer to the create call is not understood; it may have begun"],
    [
      { status: 202, requestId: "r" },
      "the cloud's answer to the create call is not understood; it may have begun",
    ],
    [
      { status: 502 },
      "the answer of the create call was lost (a gateway, or the cloud, answered 502); it may have begun",
    ],
    [
      { status: 500, requestId: "req-7" },
      "the answer of the create call was lost (a gateway, or the cloud, answered 500); it may have begun",
    ],
    [{}, "the answer of the create call was lost; it may have begun"],
  ])("%j: %s", (details, words) => expect(of(details)).toBe(words));
});

/** Types the first Ctrl-C so long after the first call of the route has come. */
async function cancelAfter(lab: Lab, process: ProviderProcess, route: string, ms: number): Promise<number> {
  while (!lab.wire().includes(route) && lab.clock.elapsed() < 3_600 * SECONDS) await lab.clock.sleep(50);
  await lab.clock.sleep(ms);
  process.cancel(cancelled());
  return lab.clock.elapsed();
}

describe.each(profiles)("a create that %s itself answers with an error which decides nothing", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());
  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const refuse = (status: number, more: object = {}) =>
    lab.cloud.addFault({ ...refusal(status, "EVS.9999"), route: lab.routes.create, ...more } as NewFault);

  test.each([500, 502, 503, 504])(
    "%s: progress and error say so, and until when it is searched for",
    async (status) => {
      refuse(status);
      const process = lab.process();
      const error = await failureOf(stack.up(process, golden()));
      const words = `the cloud answered ${status} EVS.9999; it may have begun`;
      expect(process.messages.join("\n")).toMatch(
        new RegExp(`${words}: looks until \\d\\d:\\d\\d:\\d\\d UTC whether the cloud has the image`),
      );
      expect(process.messages.join("\n")).toMatch(/not listed, looks until \d\d:\d\d:\d\d UTC/);
      expect(error.message).toContain(words);
      expect(whatWasSaid(error as CloudError)).toContain("req-7");
      expect(lab.creates()).toBe(1);
    },
  );

  test("a gateway's 502 is not reported as the cloud's own answer", async () => {
    lab.cloud.addFault({ route: lab.routes.create, kind: "html", status: 502, applied: true });
    const process = lab.process();
    await stack.up(process, golden());
    expect(process.messages.join("\n")).toContain(
      "the answer of the create call was lost (a gateway, or the cloud, answered 502); it may have begun",
    );
    expect(lab.creates()).toBe(1);
  });

  test("the reported time is that at which the search ends, or the operation, if that is sooner", async () => {
    for (const [create, ms] of [
      ["10m", 60 * SECONDS],
      ["20s", 20 * SECONDS],
    ] as const) {
      refuse(503);
      const process = lab.process();
      const [from, error] = [
        lab.clock.now(),
        failureOf(new Stack(create).up(process, golden({ timeouts: { create } }))),
      ];
      await error;
      const [, told = ""] = /looks until (\S+) UTC/.exec(process.messages.join("\n")) ?? [];
      const day = new Date(from).toISOString().slice(0, 10);
      const toldMs = Date.parse(`${day}T${told}Z`) - from;
      expect(toldMs).toBeGreaterThan(ms - 5 * SECONDS);
      expect(toldMs).toBeLessThan(ms + 5 * SECONDS);
      expect(Math.abs(lab.clock.now() - from - toldMs)).toBeLessThan(10 * SECONDS);
    }
  });

  test.each([0, 5 * SECONDS, 30 * SECONDS])(
    "Ctrl-C once, %s ms later, ends the search within seconds; nothing is kept, and the next up makes the image",
    async (ms) => {
      refuse(503);
      const process = lab.process();
      const typed = cancelAfter(lab, process, lab.routes.create, ms);
      const error = await failureOf(stack.up(process, golden()));
      expect(lab.clock.elapsed() - (await typed)).toBeLessThan(5 * SECONDS);
      expect(error).toMatchObject({
        name: "InterruptedError",
        outcome: "unknown",
        status: 503,
        requestId: "req-7",
      });
      expect(error.message).toContain("The service is unavailable.");
      expect(error.message).toContain("the search for the image ended early, and nothing was sent again");
      expect(error.message).toContain("the cloud answered 503 EVS.9999; it may have begun");
      expect(stack.recorded).toBeUndefined();
      expect(lab.creates()).toBe(1);
      await stack.up(lab.process(), golden());
      expect(lab.creates()).toBe(2);
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    },
  );

  test("an image that was begun all the same, and is not listed yet at Ctrl-C, is the next up's", async () => {
    lab.cloud.configure({ listDelaySeconds: 40, exportSeconds: 120 });
    refuse(503, { applied: true });
    const process = lab.process();
    void cancelAfter(lab, process, lab.routes.create, 10 * SECONDS);
    expect(await failureOf(stack.up(process, golden()))).toMatchObject({ name: "InterruptedError" });
    expect(stack.recorded).toBeUndefined();
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(stack.recorded?.id).toBe(lab.image().id);
  });

  test("one that is listed by then is found by a last search, and waited for: an image in the state is not lost", async () => {
    lab.cloud.configure({ listDelaySeconds: 9, exportSeconds: 120 });
    refuse(503, { applied: true });
    const lists = profile === "openstack" ? 2 : 1; // a search there asks for hidden ones too
    lab.cloud.addFault({
      route: lab.routes.findImages,
      kind: "status",
      status: 503,
      nth: lists + 1,
      times: 99,
    });
    const process = lab.process();
    void cancelAfter(lab, process, lab.routes.create, 10 * SECONDS).then(() => lab.cloud.clearFaults());
    await stack.up(process, golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });

  test("Ctrl-C twice ends it at once, and loses none of the cloud's words", async () => {
    refuse(503);
    const process = lab.process();
    void lab.clock.sleep(10 * SECONDS).then(() => process.interrupt(interrupted()));
    const error = await failureOf(stack.up(process, golden()));
    expect(error).toMatchObject({ name: "InterruptedError", status: 503, code: "EVS.9999" });
    expect(error.message).toMatch(
      /The service is unavailable\.; the engine that started this update is gone: /,
    );
  });
});

describe.each(profiles)("Ctrl-C once on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile);
  });
  afterEach(() => lab.close());
  const golden = () => ({ name: "golden", volumeId: lab.volume.id });

  test("lets an export that has begun end, and its image is recorded", async () => {
    const process = lab.process();
    void cancelAfter(lab, process, lab.routes.create, 2 * SECONDS);
    const stack = new Stack();
    await stack.up(process, golden());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(stack.recorded?.id).toBe(lab.image().id);
  });

  test("ends a wait for a busy volume, in which nothing was sent, and those that queue behind it", async () => {
    lab.cloud.patchVolume(lab.volume.id, { status: "backing-up" });
    const process = lab.process();
    void lab.clock.sleep(60 * SECONDS).then(() => process.cancel(cancelled()));
    const ended = await Promise.all(
      ["one", "two"].map((name) => failureOf(new Stack(name).up(process, { ...golden(), name }))),
    );
    for (const error of ended) expect(error).toMatchObject({ name: "InterruptedError" });
    expect(lab.clock.elapsed()).toBeLessThan(65 * SECONDS);
    expect(lab.creates()).toBe(0);
  });
});

describe.each(everywhere)("a job's create from %s that the cloud answers with 503 IMG.0061", (origin) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(jobImage("otc", origin));
  });
  afterEach(() => lab.close());
  const refuse = (more: object = {}) =>
    lab.cloud.addFault({ ...refusal(503, "IMG.0061"), route: lab.routes.create, ...more } as NewFault);

  test("is searched for during five minutes, unless Ctrl-C is typed; then the next up goes on with what was begun", async () => {
    refuse({ applied: true });
    lab.cloud.configure({ jobSeconds: 400, jobImageListedAfterSeconds: 100 });
    const process = lab.process();
    const typed = cancelAfter(lab, process, lab.routes.create, 20 * SECONDS);
    const stack = lab.stack();
    const error = await failureOf(stack.up(process, lab.args()));
    expect(lab.clock.elapsed() - (await typed)).toBeLessThan(5 * SECONDS);
    expect(error.message).toContain("the cloud answered 503 IMG.0061; it may have begun");
    expect(process.messages.join("\n")).toContain("the cloud answered 503 IMG.0061; it may have begun");
    expect(stack.recorded).toBeUndefined();
    const next = lab.process();
    await stack.up(next, lab.args());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(stack.recorded?.outputs.imageId).toBe(lab.image().id);
  });

  // Elsewhere the source shows that an image is being made from it.
  if (origin === "an object")
    test("Ctrl-C ends the next run's search for that create, too, and it is still remembered", async () => {
      refuse();
      const first = lab.process();
      void cancelAfter(lab, first, lab.routes.create, 5 * SECONDS);
      await failureOf(lab.stack().up(first, lab.args()));
      const process = lab.process();
      const from = lab.clock.elapsed();
      void lab.clock.sleep(10 * SECONDS).then(() => process.cancel(cancelled()));
      expect(await failureOf(lab.stack().up(process, lab.args()))).toMatchObject({
        name: "InterruptedError",
      });
      expect(lab.clock.elapsed() - from).toBeLessThan(15 * SECONDS);
      expect(process.messages.join("\n")).toMatch(
        /not listed, looks until \d\d:\d\d:\d\d UTC: an earlier run has sent this create/,
      );
      expect(lab.creates()).toBe(1);
      const last = lab.process();
      await lab.stack().up(last, lab.args());
      expect(last.messages.join("\n")).toContain("an earlier run has sent this create");
      expect(lab.creates()).toBe(2);
    });

  test("a job that is over without an image listed: Ctrl-C keeps the job in the state, and the next up goes on", async () => {
    lab.cloud.configure({ jobImageListedAfterSeconds: 250, jobSeconds: 30 });
    lab.cloud.addFault({ route: "ims.showJob", kind: "status", status: 404, times: 1_000 });
    const process = lab.process();
    const stack = lab.stack();
    const typed = cancelAfter(lab, process, lab.routes.create, 150 * SECONDS);
    const error = await failureOf(stack.up(process, lab.args()));
    expect(lab.clock.elapsed() - (await typed)).toBeLessThan(5 * SECONDS);
    expect(error).toBeInstanceOf(PartialFailureError);
    expect(stack.recorded?.id).toMatch(/^job:/);
    await stack.up(lab.process(), lab.args());
    expect(lab.creates()).toBe(1);
    expect(stack.recorded?.outputs.imageId).toBe(lab.image().id);
  });
});

test("ZStack, to which the create is sent again with its uuids: the error says that it may have begun, and the next up makes no second", async () => {
  const lab = await openLab(template);
  try {
    const fault = {
      route: "zstack.createTemplate",
      kind: "status",
      status: 503,
      applied: true,
      times: 1_000,
    } as const;
    lab.cloud.addFault(fault);
    const error = await failureOf(lab.stack().up(lab.process(), lab.args()));
    expect(error.message).toMatch(/answered 503.*; it may have begun$/);
    expect(error).toMatchObject({ hint: expect.stringContaining("makes no second template") });
    lab.cloud.clearFaults();
    await lab.stack().up(lab.process(), lab.args());
    expect(lab.templates()).toMatchObject([{ name: "golden" }]);
  } finally {
    await lab.close();
  }
});
