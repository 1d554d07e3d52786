import { kinds, type Opened } from "./absentKinds";
import { failureOf } from "./harness/stack";

/** Waits end when an image is gone: a false sign of that must not end one, for the next up would make a second image. */
describe.each(kinds)("while it is being made: $name", (kind) => {
  let at: Opened;
  beforeEach(async () => {
    at = await kind.open();
  });
  afterEach(() => at.lab.close());

  const ingress = { kind: "status", status: 404, body: "default backend - 404" } as const;
  /** From `fromMs` on, that many polls of single images. */
  const lies = async (fault: object, fromMs: number, times: number) => {
    await at.lab.clock.sleep(fromMs);
    at.lab.cloud.addFault({ ...at.show, kind: "status", ...fault, times } as never);
  };

  test.each([
    ["the cloud does not show it for some looks", () => at.absent, 3],
    ["the cloud does not show it for many looks", () => at.absent, 12],
    ["an ingress answers for some looks", () => ingress, 5],
  ] as const)("%s, but lists it: it is waited for, and no second one is made", async (_, fault, times) => {
    const stack = at.stack();
    await Promise.all([lies(fault(), 8_000, times), stack.up(at.lab.process(), at.args)]);
    expect(at.lab.creates()).toBe(1);
    expect(at.there()).toEqual([stack.recorded?.id]);
    expect(stack.recorded?.failed).toBe(false);
    expect(stack.plan(at.args)).toBe("same");
  });

  test("somebody deletes it: the wait ends soon, and the next up makes a new one", async () => {
    const stack = at.stack();
    const deleted = async () => {
      await at.lab.clock.sleep(12_000);
      for (const id of at.there()) at.lose(id);
    };
    const [, error] = await Promise.all([deleted(), failureOf(stack.up(at.lab.process(), at.args))]);
    expect(error.message).toMatch(/no longer has image|is over, and no image|failed/);
    expect(at.lab.clock.elapsed()).toBeLessThan(6 * 60_000);
    await stack.up(at.lab.process(), at.args);
    expect(at.there()).toEqual([stack.recorded?.id]);
  });
});
