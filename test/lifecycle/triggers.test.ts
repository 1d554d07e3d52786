import * as pulumi from "@pulumi/pulumi";
import { check } from "../../provider/pulumi/dynamic/provider/verbs";
import { uniqueName } from "../../provider/pulumi/dynamic/triggers";
import { volumeImage } from "../../provider/resources/volumeImage";
import { type Lab, openLab } from "./harness/lab";
import { Stack } from "./harness/stack";
import { jobImage, template } from "./harness/subjects";

let lab: Lab;
beforeEach(async () => {
  lab = await openLab("otc");
});
afterEach(() => lab.close());

test("a changed trigger makes one new image, and the old one goes when it is there", async () => {
  const stack = new Stack();
  const args = { name: "golden", volumeId: lab.volume.id };
  await stack.up(lab.process(), { ...args, triggers: { base: "1.0", patch: 1 } });
  const { id } = lab.image();
  expect(stack.plan({ ...args, triggers: { patch: 1, base: "1.0" } })).toBe("same");
  expect(stack.diff({ ...args, triggers: { base: "1.0", patch: 2 } })).toEqual({ replaces: ["triggers"] });
  await stack.up(lab.process(), { ...args, triggers: { base: "1.0", patch: 2 } });
  expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  expect(lab.image().id).not.toBe(id);
  expect(lab.creates()).toBe(2);
});

describe("a trigger that is a whole file", () => {
  const script = "echo ✓\n".repeat(2_000); // 20,000 bytes
  const checked = (triggers: unknown, before?: unknown) => {
    const args = { name: "golden", volumeId: lab.volume.id };
    const olds = before === undefined ? undefined : { ...args, triggers: before };
    return check(volumeImage, { ...args, triggers }, lab.process(), olds).failures;
  };

  test("is refused, for an image that is kept unfinished would be lost with it: its hash will do", () => {
    for (const triggers of [[script], { script }, [script.slice(0, 9_000), script.slice(0, 9_000)]])
      expect(checked(triggers)).toEqual([
        { property: "triggers", reason: expect.stringMatching(/^longer than 16000 bytes.*hash/) },
      ]);
    expect(checked([script.slice(0, 9_000)])).toEqual([]);
    expect(checked([script.length, true])).toEqual([]);
  });

  test("is let be where a state has it already: another one would make another image", () => {
    expect(checked([script], [script])).toEqual([]);
    expect(checked([script, 2], [script])).toHaveLength(1);
  });

  test("is reported once if another rule is broken, too", () => {
    expect(checked([script, { a: 1 }])).toHaveLength(1);
  });
});

test("the order of a list means nothing, and an empty one is like none", async () => {
  const stack = new Stack();
  const args = { name: "golden", volumeId: lab.volume.id };
  await stack.up(lab.process(), args);
  for (const triggers of [[], {}]) expect(stack.plan({ ...args, triggers })).toBe("same");
  await stack.up(lab.process(), { ...args, triggers: ["a", "b"] });
  expect(stack.plan({ ...args, triggers: ["b", "a"] })).toBe("same");
  expect(stack.plan(args)).toBe("replace");
});

test("what is no value is reported by the check", () => {
  const failuresOf = (triggers: unknown) =>
    check(volumeImage, { name: "golden", volumeId: lab.volume.id, triggers }, lab.process()).failures;
  expect(failuresOf(["1.0", 2, true])).toEqual([]);
  expect(failuresOf({ base: "1.0" })).toEqual([]);
  expect(failuresOf("1.0")).toMatchObject([{ property: "triggers" }]);
  expect(failuresOf([{ base: "1.0" }])).toMatchObject([{ property: "triggers" }]);
});

test("images that jobs make, and templates, are made anew by a changed trigger too", async () => {
  for (const open of [() => openLab(jobImage("otc", "an object")), () => openLab(template)]) {
    const other = await open();
    const stack = other.stack();
    await stack.up(other.process(), other.args({ triggers: [1] }));
    const id = stack.recorded?.id;
    expect(stack.plan(other.args({ triggers: [1] }))).toBe("same");
    await stack.up(other.process(), other.args({ triggers: [2] }));
    expect(stack.recorded?.id).not.toBe(id);
    expect(other.creates()).toBe(2);
    await other.close();
  }
});

test("a unique name changes with the triggers, and with nothing else", async () => {
  const name = (triggers: Parameters<typeof uniqueName>[1]) =>
    (uniqueName("golden", triggers) as unknown as { promise(): Promise<string> }).promise();
  expect(await name({ a: 1, b: 2 })).toMatch(/^golden-[0-9a-f]{8}$/);
  expect(await name({ a: 1, b: 2 })).toBe(await name({ b: pulumi.output(2), a: 1 }));
  expect(await name({ a: 1, b: 2 })).not.toBe(await name({ a: 1, b: 3 }));
});
