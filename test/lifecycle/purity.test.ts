import fc from "fast-check";
import { UNKNOWN } from "../../provider/lifecycle/state/unknowns";
import { check } from "../../provider/pulumi/dynamic/provider/verbs";
import { volumeImage } from "../../provider/resources/volumeImage";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { Stack } from "./harness/stack";

describe.each(profiles)("check and diff on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
    await stack.up(lab.process(), golden());
    lab.forget();
  });
  afterEach(async () => {
    expect(lab.wire()).toEqual([]);
    await lab.close();
  });

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });

  test("check adds nothing to the inputs, takes away what is null, and sends nothing", () => {
    const inputs = stack.inputs(golden({ tags: { team: "lab" } }));
    expect(check(volumeImage, { ...inputs, description: null }, lab.process())).toEqual({
      inputs,
      failures: [],
    });
  });

  test("check keeps what means the same as before as it was, so that the engine sees no other order", () => {
    const inputs = (tags: object, triggers: unknown[]) => stack.inputs(golden({ tags, triggers }));
    const before = inputs({ a: "1", b: "2" }, ["x", "y"]);
    const { inputs: kept } = check(
      volumeImage,
      inputs({ b: "2", a: "1" }, ["y", "x"]),
      lab.process(),
      before,
    );
    expect(JSON.stringify(kept)).toBe(JSON.stringify(before));
    const other = inputs({ a: "1" }, ["y"]);
    expect(check(volumeImage, other, lab.process(), before).inputs).toEqual(other);
  });

  test("check reports wrong arguments with their path, all at once", () => {
    const wrong = golden({
      volumeId: "no-uuid",
      tags: { "pulumi-cloud-images": "x" },
      colour: "red",
      force: "yes",
    });
    const { failures } = check(volumeImage, stack.inputs(wrong), lab.process());
    expect(failures.map(({ property }) => property).sort()).toEqual([
      "colour",
      "force",
      "tags.pulumi-cloud-images",
      "volumeId",
    ]);
  });

  test("check names every misspelt argument", () => {
    const { failures } = check(volumeImage, { ...golden(), descripton: "x", voluemId: "y" }, lab.process());
    expect(failures.map(({ property }) => property).sort()).toEqual(["descripton", "voluemId"]);
  });

  test("check passes over what is not known yet", () => {
    const preview = { name: UNKNOWN, volumeId: UNKNOWN, tags: { team: UNKNOWN }, timeouts: UNKNOWN };
    expect(check(volumeImage, stack.inputs(preview), lab.process()).failures).toEqual([]);
  });

  test("check answers any inputs with failures that have a path, and never throws", () => {
    const fields = Object.keys(volumeImage.kinds(profile));
    const value = fc.oneof(fc.jsonValue(), fc.constant(UNKNOWN), fc.string({ unit: "grapheme" }));
    const anything = fc.dictionary(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fields) }, { weight: 1, arbitrary: fc.string() }),
      value,
    );
    const process = lab.process();
    fc.assert(
      fc.property(anything, (args) => {
        const { cloud: _, ...inputs } = args;
        const { failures } = check(volumeImage, stack.inputs(inputs), process);
        for (const { property, reason } of failures) {
          expect(typeof property).toBe("string");
          expect(reason).not.toBe("");
        }
        expect(stack.diff(inputs)).toBeDefined();
      }),
      { numRuns: 1000 },
    );
  });

  test("check reports at the argument cloud that there is no such cloud", () => {
    const { failures } = check(volumeImage, stack.inputs(golden({ cloud: "nowhere" })), lab.process());
    expect(failures).toEqual([{ property: "cloud", reason: expect.stringContaining("nowhere") }]);
  });

  test("diff of the same is no change", () => {
    expect(stack.diff(golden())).toEqual({ changes: false });
  });

  test("diff of the program's cloud, new or another, is no change, and it stays with the image", async () => {
    const __cloud = { entry: "prod", profile, host: "keystone.example" };
    expect(stack.diff(golden({ __cloud }))).toEqual({ changes: false });
    const mark = lab.image().tags;
    const described = golden({ description: "of the program", __cloud });
    await stack.up(lab.process(), described);
    await stack.refresh(lab.process());
    expect(lab.image().tags).toEqual(mark); // never hashed
    expect(stack.recorded).toMatchObject({ inputs: { __cloud }, outputs: { __cloud } });
    expect(stack.diff({ ...described, __cloud: undefined })).toEqual({ changes: false });
    lab.forget();
  });

  test.each(["volumeId", "force", "containerFormat", "diskFormat"])(
    "diff of a changed %s replaces",
    (field) => {
      expect(stack.diff(golden({ [field]: "other" }))).toEqual({ replaces: [field] });
    },
  );

  test("diff of a default written out, or left out again, is no change", () => {
    const format = profile === "openstack" ? "raw" : "zvhd2";
    for (const more of [{ force: false }, { containerFormat: "bare" }, { diskFormat: format }]) {
      expect(stack.diff(golden(more))).toEqual({ changes: false });
    }
  });

  test("diff of a volume that is not known yet replaces", () => {
    expect(stack.diff(golden({ volumeId: UNKNOWN }))).toEqual({ replaces: ["volumeId"] });
  });

  test.each<[string, object]>([
    ["a name", { name: "silver" }],
    ["tags", { tags: { team: "lab" } }],
    ["a description not known yet", { description: UNKNOWN }],
    ["a time-out", { timeouts: { delete: "1m" } }],
  ])("diff of %s is left to the engine, which updates in place or obeys replaceOnChanges", (_, more) => {
    expect(stack.diff(golden(more))).toEqual({});
    expect(stack.plan(golden(more))).toBe("update");
  });

  test.each<[string, object]>([
    ["the option customTimeouts", { __timeouts: { create: "2h" } }],
    ["the stack's owner", { __owner: "11111111" }],
    ["the resource's URN", { __urn: "urn:pulumi:dev::lab::t::other" }],
  ])('diff of %s, a hidden input, is reported: the engine would replace for "*"', (_, hidden) => {
    expect(stack.diff(golden(hidden))).toEqual({ changes: true });
  });

  test("diff of a hidden input that only a newer release sends is none", () => {
    expect(stack.diff(golden({ __later: "x" }))).toEqual({ changes: false });
  });

  test("diff of drift is reported, and one that the program adopts is none", async () => {
    const described = golden({ name: "by hand" });
    lab.cloud.patchImage(lab.image().id, { name: "by hand" });
    await stack.refresh(lab.process());
    lab.forget();
    expect(stack.diff(golden())).toEqual({ changes: true });
    expect(stack.diff(described)).toEqual({ changes: false });
  });

  test("diff takes the order of an object's keys for nothing", async () => {
    const one = golden({ timeouts: { create: "1h", delete: "5m" }, tags: { a: "1", b: "2" } });
    await stack.up(lab.process(), one);
    lab.forget();
    const other = golden({ tags: { b: "2", a: "1" }, timeouts: { delete: "5m", create: "1h" } });
    expect(stack.diff(other)).toEqual({ changes: false });
  });
});
