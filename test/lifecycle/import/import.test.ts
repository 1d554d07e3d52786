import type { Import } from "../../../provider/lifecycle/import/import";
import { diff, importImage } from "../../../provider/pulumi/dynamic/provider/verbs";
import { volumeImage } from "../../../provider/resources/volumeImage";
import { type Lab, openLab } from "../harness/lab";
import { profiles } from "../harness/routes";
import { failureOf, owner, Stack, urnOf } from "../harness/stack";

describe.each(profiles)("import on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  /** What the engine records after `pulumi import` of what we write. */
  async function bringIn(id: string, more: Partial<Import> = {}) {
    const process = lab.process();
    const cloud = process.connect(undefined);
    const place = { cloud, location: await cloud.location(), urn: urnOf("golden"), owner };
    const given = { volumeId: lab.volume.id };
    const wanted = { ...place, id, given, takeOver: false, newClaim: () => "aaaabbbbcccc", ...more };
    const options = { deadline: lab.clock.now() + 60_000 };
    const imported = await importImage(volumeImage, wanted, options);
    const outputs = wanted.takeOver ? await imported.mark(options) : imported.outputs;
    stack.recorded = JSON.parse(JSON.stringify({ id, inputs: imported.inputs, outputs, failed: false }));
    return imported;
  }

  const byHand = (more: object = {}) =>
    lab.cloud.addImage({ profile, name: "by hand", tags: ["team=lab"], ...more });
  const ourTags = () => lab.image().tags.filter((tag) => tag.startsWith("pulumi-cloud-images="));

  test("of an image that was made by hand writes nothing to the cloud, and an up has nothing to do", async () => {
    const { id } = byHand();
    lab.forget();
    const { args } = await bringIn(id);
    expect(args).toMatchObject({ name: "by hand", volumeId: lab.volume.id, tags: { team: "lab" } });
    expect(
      lab.cloud.requests().filter(({ method, route }) => method !== "GET" && !/oken/.test(`${route}`)),
    ).toEqual([]);
    expect(stack.plan(args)).toBe("same");
    await stack.refresh(lab.process());
    expect(stack.plan(args)).toBe("same");
  });

  test("of what we made and the state has lost records what the create had recorded", async () => {
    const given = { name: "golden", volumeId: lab.volume.id, tags: { team: "lab" } };
    await stack.up(lab.process(), given);
    const made = stack.recorded;
    const { id } = lab.image();
    await bringIn(id);
    const { __args, __imported, ...outputs } = stack.recorded?.outputs ?? {};
    expect({ ...outputs, __args: made?.outputs.__args }).toEqual(made?.outputs);
    expect(stack.plan(given)).toBe("same");
  });

  test("by a second resource of the same owner is refused, and with a take-over leaves it the image alone", async () => {
    const { id } = byHand();
    await bringIn(id, { takeOver: true });
    const first = stack;
    // Another stack with the same `cloudimages:owner`; or this one, with a file for another name.
    stack = new Stack("silver");
    const again = { urn: urnOf("silver"), newClaim: () => "ddddeeeeffff" };
    expect(await failureOf(bringIn(id, again))).toMatchObject({
      message: expect.stringContaining("bears the mark of another resource of this stack's owner"),
      hint: expect.stringContaining("--take-over"),
    });
    await bringIn(id, { ...again, takeOver: true });
    expect(ourTags()).toEqual([expect.stringMatching(/-ddddeeeeffff$/)]);
    await first.destroy(lab.process());
    expect(lab.images()).toHaveLength(1);
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("of what this stack has lost, by another name or of another volume, needs a take-over", async () => {
    await stack.up(lab.process(), { name: "golden", volumeId: lab.volume.id });
    const { id } = lab.image();
    const other = { volumeId: "26369c5d-384d-4e64-b37a-56d898769362" };
    for (const changed of [{ urn: urnOf("silver") }, { given: other }]) {
      expect((await failureOf(bringIn(id, changed))).message).toContain("bears the mark of another resource");
    }
    await bringIn(id, { given: other, takeOver: true });
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("is followed by an update that marks the image as ours, and by a delete that deletes it", async () => {
    const { id } = byHand();
    const { args } = await bringIn(id);
    await stack.up(lab.process(), { ...args, minRamMiB: 1024 });
    expect(ourTags()).toEqual([expect.stringMatching(new RegExp(`=${owner}-[0-9a-f]{20}-aaaabbbbcccc$`))]);
    expect(stack.recorded?.outputs).not.toHaveProperty("__imported");
    expect(lab.creates()).toBe(0);
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("can be followed by a delete at once: an image without a claim belongs to the state that has recorded it", async () => {
    await bringIn(byHand().id);
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("does not delete what another stack has claimed meanwhile, and does not change it", async () => {
    const { id } = byHand();
    const { args } = await bringIn(id);
    lab.cloud.patchImage(id, { tags: [`pulumi-cloud-images=ffffffff-${"0".repeat(20)}-ddddeeeeffff`] });
    expect((await failureOf(stack.up(lab.process(), { ...args, minRamMiB: 1024 }))).message).toContain(
      "claimed by another resource",
    );
    await stack.destroy(lab.process());
    expect(lab.images()).toHaveLength(1);
  });

  test("of another stack's image is refused, and with a take-over gives it a new claim", async () => {
    const { id } = byHand({ tags: [`pulumi-cloud-images=ffffffff-${"0".repeat(20)}-ddddeeeeffff`] });
    expect(await failureOf(bringIn(id))).toMatchObject({
      message: expect.stringContaining("bears the mark of another stack (ffffffff)"),
      hint: expect.stringContaining("--take-over"),
    });
    const { args } = await bringIn(id, { takeOver: true });
    expect(ourTags()).toEqual([expect.stringMatching(/-aaaabbbbcccc$/)]);
    expect(stack.plan(args)).toBe("same");
  });

  test("of an image that was deleted since is noticed by the next update, which makes no new one", async () => {
    const { id } = byHand();
    const { args } = await bringIn(id);
    lab.cloud.removeImage(id);
    expect((await failureOf(stack.up(lab.process(), { ...args, minRamMiB: 1024 }))).message).toContain(
      "no longer exists",
    );
  });

  const foreignTags = () => lab.image().tags.filter((tag) => !tag.startsWith("pulumi-cloud-images="));
  /** A tag that the cloud has and no program can say. */
  const invalidTag = { openstack: "=x", huaweicloud: "a/b=c" }[profile as string] ?? `${"k".repeat(37)}=v`;
  const oddKey = invalidTag.slice(0, invalidTag.indexOf("="));

  test("takes over each tag that a program can have", async () => {
    const tags = ["team=lab", "version=1.2.3", "release=2026-11 rc:1", "mail=ann@example.com"];
    const { args, notes } = await bringIn(byHand({ tags }).id);
    expect(args.tags).toEqual({
      team: "lab",
      version: "1.2.3",
      release: "2026-11 rc:1",
      mail: "ann@example.com",
    });
    expect(notes).toEqual([]);
    await stack.up(lab.process(), { ...args, tags: { team: "lab", version: "1.2.4" } });
    expect(foreignTags().sort()).toEqual(["team=lab", "version=1.2.4"]);
  });

  test("leaves out a tag that no program can have, and that alone; no update deletes it", async () => {
    const { id } = byHand({ tags: ["team=lab", invalidTag] });
    const { args, notes } = await bringIn(id);
    expect(args.tags).toEqual({ team: "lab" });
    expect(notes).toEqual([
      expect.stringMatching(/^tags\..* is left out of the program and stays as it is: /),
    ]);
    expect(notes[0]).toContain(`tags.${oddKey} is`);
    expect(stack.plan(args)).toBe("same");
    await stack.refresh(lab.process());
    expect(stack.plan(args)).toBe("same");
    for (const tags of [{ team: "lab", line: "web" }, { line: "db" }, {}, undefined, { team: "erp" }]) {
      const { tags: _, ...others } = args;
      const now = tags === undefined ? others : { ...others, tags };
      await stack.up(lab.process(), { ...now, description: `now ${JSON.stringify(tags)}` });
      const named = Object.entries(tags ?? {}).map(([key, value]) => `${key}=${value}`);
      expect(foreignTags().sort()).toEqual([...named, invalidTag].sort());
      await stack.refresh(lab.process());
      expect(stack.plan({ ...now, description: `now ${JSON.stringify(tags)}` })).toBe("same");
    }
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("leaves out a tag by its key alone: what somebody adds later is drift as ever", async () => {
    const { id } = byHand({ tags: ["team=lab", invalidTag] });
    const { args } = await bringIn(id);
    await stack.up(lab.process(), { ...args, minRamMiB: 1024 });
    lab.cloud.patchImage(id, { tags: [...lab.image().tags, "by=hand"] });
    await stack.refresh(lab.process());
    expect(stack.recorded?.inputs.tags).toEqual({ team: "lab", by: "hand" });
    await stack.up(lab.process(), { ...args, minRamMiB: 1024 });
    expect(foreignTags().sort()).toEqual(["team=lab", invalidTag].sort());
  });

  test("of an image whose tags were all left out, also by an older version: the first tags delete none", async () => {
    const { id } = byHand({ tags: ["team=lab", "version=1.2.3", "mail=ann@example.com"] });
    const { args } = await bringIn(id);
    const { tags: _, ...others } = args;
    const { __args, __leftTags, ...outputs } = stack.recorded?.outputs ?? {};
    const { tags: __, ...inputs } = stack.recorded?.inputs ?? {};
    const old = { ...(__args as object), tags: undefined };
    stack.recorded = JSON.parse(
      JSON.stringify({ ...stack.recorded, inputs, outputs: { ...outputs, __args: old } }),
    );
    expect(stack.plan(others)).toBe("same");
    const all = ["mail=ann@example.com", "team=lab", "version=1.2.3"];
    for (const description of ["one", "two"]) {
      await stack.up(lab.process(), { ...others, tags: { team: "lab" }, description });
      expect(foreignTags().sort()).toEqual(all);
      await stack.refresh(lab.process());
      expect(stack.plan({ ...others, tags: { team: "lab" }, description })).toBe("same");
    }
    // A program that names one has it for its own, and takes it away again.
    await stack.up(lab.process(), { ...others, tags: { team: "lab", version: "1.2.3" } });
    await stack.up(lab.process(), { ...others, tags: { team: "lab" } });
    expect(foreignTags().sort()).toEqual(["mail=ann@example.com", "team=lab"]);
  });

  test("keeps what it left out through an update that fails on its way", async () => {
    const { id } = byHand({ tags: ["team=lab", invalidTag] });
    const { args } = await bringIn(id);
    const route = lab.routes.change[0] ?? "";
    lab.cloud.addFault({ route, kind: "status", status: 403, times: 5 });
    const next = { ...args, tags: { line: "web" } };
    await failureOf(stack.up(lab.process(), next));
    lab.cloud.clearFaults();
    await stack.up(lab.process(), next);
    expect(foreignTags().sort()).toEqual(["line=web", invalidTag].sort());
  });

  test.each([
    ["is still being made", { status: "saving" }, /only one that can be used/],
    ["was begun by this package", { name: `creating-ffffffff-${"0".repeat(20)}` }, /never finished/],
  ])("of an image that %s is refused", async (_, attributes, why) => {
    const { id } = byHand(attributes);
    expect((await failureOf(bringIn(id))).message).toMatch(why);
    expect(lab.images()).toHaveLength(1);
  });

  test("of an image that another project shares or has made public is refused", async () => {
    const projects = { otc: "eu-de_other", huaweicloud: "cn-north-4_other", openstack: "other" };
    const { id } = byHand({ project: projects[profile as keyof typeof projects], visibility: "public" });
    expect((await failureOf(bringIn(id))).message).toContain("belongs to another project");
  });

  test("without the volume, if the cloud does not show it, is refused with how to give it", async () => {
    const { id } = byHand();
    expect(await failureOf(bringIn(id, { given: {} }))).toMatchObject({
      message: expect.stringContaining("volumeId: this argument is required"),
      hint: "give by --source what the cloud does not tell: the id of the volume that it was exported from",
    });
  });

  test("with a source that breaks a rule reports the rule, and not that a source is missing", async () => {
    const { id } = byHand();
    const error = await failureOf(bringIn(id, { given: { volumeId: "no-uuid" } }));
    expect(error.message).toContain("volumeId: ");
    expect(error).not.toHaveProperty("hint", expect.stringContaining("--source"));
  });

  test("notes a volume that is gone, and what no program may set stays unmanaged", async () => {
    const tags = Array.from({ length: 20 }, (_, at) => `t${at}=x`);
    const { id } = byHand({ tags });
    lab.cloud.removeVolume(lab.volume.id);
    const { args, notes } = await bringIn(id);
    expect(notes).toEqual([
      expect.stringMatching(/^tags is left out .*at most (9|19) tags; got 20/),
      expect.stringContaining(`no volume ${lab.volume.id}`),
    ]);
    expect(args).not.toHaveProperty("tags");
    expect(diff(volumeImage, stack.recorded?.outputs ?? {}, stack.inputs(args))).toMatchObject({
      changes: false,
    });
  });
});

async function importedFromGlance(attributes: object, properties: Record<string, string> = {}) {
  const lab = await openLab("openstack");
  try {
    const { id } = lab.cloud.addImage({ profile: "openstack", name: "by hand", ...attributes });
    lab.cloud.patchImage(id, properties);
    const cloud = lab.process().connect(undefined);
    const place = { cloud, location: await cloud.location(), urn: urnOf("golden"), owner };
    const given = { volumeId: lab.volume.id };
    const wanted = { ...place, id, given, takeOver: false, newClaim: () => "aaaabbbbcccc" };
    return await importImage(volumeImage, wanted, { deadline: lab.clock.now() + 60_000 });
  } finally {
    await lab.close();
  }
}

test.each<[string, { name?: string; os_hidden?: boolean }]>([
  ["is named as Glance writes an operator", { name: "in:secret" }],
  ["has a colon in its name", { name: "web:1" }],
  ["is hidden from lists", { os_hidden: true }],
])("the project's own image that %s is imported as any other from OpenStack", async (_, attributes) => {
  const { args } = await importedFromGlance(attributes);
  expect(args).toMatchObject({ name: attributes.name ?? "by hand" });
});

test("an argument whose fallback no program may set, such as no operating system, is read back", async () => {
  expect((await importedFromGlance({}, { os_type: "windows" })).args).toMatchObject({ osType: "windows" });
  expect((await importedFromGlance({})).args).not.toHaveProperty("osType");
});

test("the disk bus of an image is part of its program, except for one that no program may set", async () => {
  expect((await importedFromGlance({}, { hw_disk_bus: "scsi" })).args).toMatchObject({ diskBus: "scsi" });
  expect((await importedFromGlance({})).args).not.toHaveProperty("diskBus");
  const { args, notes } = await importedFromGlance({}, { hw_disk_bus: "nvme" });
  expect(args).not.toHaveProperty("diskBus");
  expect(notes).toEqual([expect.stringMatching(/^diskBus is left out of the program and stays as it is: /)]);
});
