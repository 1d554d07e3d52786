import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

describe.each(profiles)("an image that another resource has claimed on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
    await stack.up(lab.process(), golden());
    const theirs = lab.image().tags.map((tag) => tag.replace(/-[0-9a-f]{12}$/, "-0123456789ab"));
    lab.cloud.patchImage(lab.image().id, { tags: theirs });
    lab.forget();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });

  test("is left alone by delete, which succeeds and warns", async () => {
    const process = lab.process();
    await stack.destroy(process);
    expect(process.warnings).toEqual([
      expect.stringMatching(/claimed by another resource since: it is not deleted/),
    ]);
    expect(lab.wire()).not.toContain(lab.routes.remove);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("is left alone by delete also when it is protected", async () => {
    lab.cloud.patchImage(lab.image().id, { protected: true });
    await stack.destroy(lab.process());
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("is not changed by update, which fails with what to look for", async () => {
    expect(await failureOf(stack.up(lab.process(), golden({ name: "silver" })))).toMatchObject({
      message: expect.stringContaining("has been claimed by another resource"),
      hint: expect.stringContaining("pulumi state delete"),
    });
    expect(lab.wire()).toEqual([lab.routes.logIn, lab.routes.showImage, ...lab.routes.exactTags]);
    expect(lab.images()).toMatchObject([{ name: "golden", tags: [expect.stringMatching(/-0123456789ab$/)] }]);
  });

  test("is shown by read, which warns and keeps the recorded claim", async () => {
    const claim = stack.recorded?.outputs.claim;
    const process = lab.process();
    await stack.refresh(process);
    expect(process.warnings).toEqual([
      expect.stringMatching(/claimed by another resource: two programs or stacks/),
    ]);
    expect(stack.recorded?.outputs.claim).toBe(claim);
    expect(stack.plan(golden())).toBe("update");
  });
});

describe.each(profiles)("an image whose tag is gone on %s", (profile) => {
  test("is still ours: read is silent, update restores the tag, delete deletes", async () => {
    const lab = await openLab(profile);
    const stack = new Stack();
    const golden = { name: "golden", volumeId: lab.volume.id };
    await stack.up(lab.process(), golden);
    const { tags } = lab.image();
    lab.cloud.patchImage(lab.image().id, { tags: [] });
    const process = lab.process();
    await stack.refresh(process);
    expect(process.warnings).toEqual([]);
    await stack.up(lab.process(), golden);
    expect(lab.image().tags).toEqual(tags);
    lab.cloud.patchImage(lab.image().id, { tags: [] });
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
    await lab.close();
  });
});

describe.each(profiles)("a stack or resource that was renamed on %s", (profile) => {
  test("keeps its image: diff says update, which rewrites the marker and nothing else", async () => {
    const lab = await openLab(profile);
    const golden = { name: "golden", volumeId: lab.volume.id };
    const before = new Stack("before");
    await before.up(lab.process(), golden);
    const after = new Stack("after");
    after.recorded = before.recorded;
    expect(after.plan(golden)).toBe("update");
    const { id, tags } = lab.image();
    lab.forget();
    await after.up(lab.process(), golden);
    expect(lab.wire()).toEqual([lab.routes.logIn, lab.routes.showImage, lab.routes.change[0]]);
    expect(lab.image()).toMatchObject({ id, name: "golden" });
    expect(lab.image().tags).not.toEqual(tags);
    expect(after.plan(golden)).toBe("same");
    await lab.close();
  });
});
