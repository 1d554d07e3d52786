import { type Lab, openLab } from "../harness/lab";
import { failureOf, type Stack } from "../harness/stack";
import { jobImage, origins } from "../harness/subjects";

let lab: Lab;
afterEach(() => lab.close());

describe.each(origins)("an image from %s", (origin) => {
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(jobImage("otc", origin));
    stack = lab.stack();
    await stack.up(lab.process(), lab.args());
    lab.forget();
  });

  describe("that another resource has claimed", () => {
    beforeEach(() => {
      const theirs = lab.image().tags.map((tag) => tag.replace(/-[0-9a-f]{12}$/, "-0123456789ab"));
      lab.cloud.patchImage(lab.image().id, { tags: theirs });
    });
    const untouched = () =>
      expect(lab.images()).toMatchObject([
        { name: "golden", tags: [expect.stringMatching(/-0123456789ab$/)] },
      ]);

    test("is left alone by a destroy, which succeeds and warns", async () => {
      const process = lab.process();
      await stack.destroy(process);
      expect(process.warnings).toEqual([expect.stringContaining("claimed by another resource since")]);
      expect(stack.recorded).toBeUndefined();
      expect(lab.wire()).not.toContain("ims.deleteImage");
      untouched();
    });

    test("is not changed by an update, which fails with what to look for", async () => {
      expect(await failureOf(stack.up(lab.process(), lab.args({ name: "silver" })))).toMatchObject({
        message: expect.stringContaining("has been claimed by another resource"),
        hint: expect.stringContaining("pulumi state delete"),
      });
      untouched();
    });

    test("is shown by a refresh, which warns and keeps the recorded claim", async () => {
      const claim = stack.recorded?.outputs.claim;
      const process = lab.process();
      await stack.refresh(process);
      expect(process.warnings).toEqual([expect.stringContaining("two programs or stacks manage it")]);
      expect(stack.recorded?.outputs.claim).toBe(claim);
      untouched();
    });
  });

  describe("whose tag was removed by hand", () => {
    let tags: string[];
    beforeEach(() => {
      ({ tags } = lab.image());
      lab.cloud.patchImage(lab.image().id, { tags: [] });
    });

    test("is still ours: a refresh shows it, the next up writes the tag again and makes nothing", async () => {
      const process = lab.process();
      await stack.refresh(process);
      expect(process.warnings).toEqual([]);
      expect(stack.plan(lab.args())).toBe("update");
      await stack.up(lab.process(), lab.args());
      expect(lab.image().tags).toEqual(tags);
      expect(lab.creates()).toBe(0);
      expect(stack.plan(lab.args())).toBe("same");
    });

    test("is deleted by a destroy", async () => {
      await stack.destroy(lab.process());
      expect(lab.images()).toEqual([]);
    });
  });

  test("of a resource or stack that was renamed stays: an update rewrites its mark alone", async () => {
    const renamed = lab.stack("renamed", "0123abcd");
    renamed.recorded = stack.recorded;
    expect(renamed.plan(lab.args())).toBe("update");
    const { id } = lab.image();
    await renamed.up(lab.process(), lab.args());
    expect(lab.wire()).toEqual(["iam.createToken", "ims.listImages", "ims.tagAction"]);
    expect(lab.image()).toMatchObject({ id, name: "golden", tags: [expect.stringContaining("=0123abcd-")] });
    expect(renamed.plan(lab.args())).toBe("same");
    await renamed.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });
});

/** A server and an object serve several images; a backup serves one. */
describe.each(["a server", "an object"] as const)(
  "images from %s of two stacks of the same name",
  (origin) => {
    test.each([
      ["early", true],
      ["late", false],
    ])(
      "are each their own, also one that is unfinished, where tags are shown %s",
      async (_, tagsWhileSaving) => {
        lab = await openLab(jobImage("otc", origin), {
          settings: { tagsWhileSaving, jobImageListedAfterSeconds: 30 },
        });
        const [mine, theirs] = [lab.stack("golden"), lab.stack("golden", "0123abcd")];
        await failureOf(theirs.up(lab.process(), lab.args({ timeouts: { create: "50s" } })));
        await mine.up(lab.process(), lab.args());
        await theirs.up(lab.process(), lab.args());
        expect(lab.images()).toMatchObject([{ name: "golden" }, { name: "golden" }]);
        expect(mine.recorded?.outputs.imageId).not.toBe(theirs.recorded?.outputs.imageId);
        await mine.destroy(lab.process());
        expect(lab.image().id).toBe(theirs.recorded?.outputs.imageId);
        expect(theirs.plan(lab.args())).toBe("same");
        await theirs.destroy(lab.process());
        expect(lab.images()).toEqual([]);
      },
    );
  },
);
