import { temporaryName } from "../../provider/clouds/parseMark";
import { deriveMarker } from "../../provider/lifecycle/marks/marker";
import { replacing } from "../../provider/lifecycle/operation/run";
import { volumeImage } from "../../provider/resources/volumeImage";
import { interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { failureOf, owner, Stack, urnOf } from "./harness/stack";

/** Cinder answers every exception by 400, also those after it has made the image in Glance. */
describe("a create that Cinder refuses by 400", () => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab("openstack");
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const compressed = () => golden({ containerFormat: "compressed" });
  const nameOf = (args: object) =>
    temporaryName(deriveMarker(owner, urnOf("golden"), replacing(volumeImage, { ...args }, "openstack")));
  const leftover = (more: object = {}) =>
    lab.cloud.addImage({ profile: "openstack", name: nameOf(golden()), status: "queued", ...more }).id;
  /** A search is two lists: hidden images have a list of their own. */
  const looks = () => lab.wire().filter((route) => route === "glance.listImages").length / 2;
  /** Of the next export, which begins all the same where `applied`. */
  const refuse = (message: string, more: object = {}) =>
    lab.cloud.addFault({
      route: "cinder.uploadImage",
      kind: "status",
      status: 400,
      body: { badRequest: { code: 400, message } },
      ...more,
    });

  test("leaves nothing in the cloud, where Glance has made the image already, however often it is tried", async () => {
    for (let up = 0; up < 3; up += 1) {
      const process = lab.process();
      const error = await failureOf(stack.up(process, compressed()));
      expect(error).toMatchObject({
        message: expect.stringContaining("Image compression upload disallowed"),
        status: 400,
        outcome: "rejected",
        hint: expect.stringContaining("set another `containerFormat`"),
      });
      expect(lab.images()).toEqual([]);
      expect(stack.recorded).toBeUndefined();
      expect(process.messages.join("\n")).toMatch(
        /image \S+, which a refused create had left, has been deleted/,
      );
    }
    expect(lab.creates()).toBe(3);
    await stack.up(lab.process(), golden());
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });

  test.each([
    ["an unknown exception", "string indices must be integers"],
    ["Glance's quota", "HTTP 413 Request Entity Too Large: The request returned a 413"],
    ["a Glance that broke off", "HTTP 503 Service Unavailable"],
  ])("by the words of %s: what it had begun is deleted, and the error is the cloud's", async (_, message) => {
    lab.cloud.configure({ queuedSeconds: 30 });
    refuse(message, { applied: true });
    const error = await failureOf(stack.up(lab.process(), golden()));
    expect(error.message).toContain(message);
    expect(lab.images()).toEqual([]);
    expect(lab.creates()).toBe(1);
  });

  test.each([
    "Invalid input for field/attribute image_name. Value: . '' is too short",
    "Invalid volume: Volume v status must be available",
    "An encrypted volume uploaded as an image must use 'raw' disk_format",
  ])("before it begins (%s) costs no search for what it has not made", async (message) => {
    refuse(message);
    await failureOf(stack.up(lab.process(), golden()));
    expect(looks()).toBe(1); // before the create
    expect(lab.wire()).not.toContain("glance.deleteImage");
  });

  test("takes nothing along but what is empty, has our very mark, and no claim", async () => {
    const other = new Stack("other");
    await other.up(lab.process(), golden({ name: "silver" }));
    const theirs = [
      leftover({ name: "creating-00000000-00000000000000000000" }),
      leftover({ name: "golden" }),
      leftover({ project: "other" }),
      leftover({ tags: [`pulumi-cloud-images=${nameOf(golden()).replace("creating-", "")}-000000000000`] }),
      other.recorded?.id,
    ];
    lab.cloud.configure({ queuedSeconds: 30 });
    refuse("boom", { applied: true });
    // One with a claim under the temporary name is unfinished to us, too: it is passed over first.
    await failureOf(stack.up(lab.process(), golden()));
    expect(lab.cloud.images().map(({ id }) => id)).toEqual(expect.arrayContaining(theirs));
    expect(lab.cloud.images()).toHaveLength(theirs.length);
  });

  test("whose image has data by now keeps it, and the next up goes on with it", async () => {
    lab.cloud.configure({ queuedSeconds: 0 });
    refuse("boom", { applied: true });
    await failureOf(stack.up(lab.process(), golden()));
    expect(lab.images()).toMatchObject([{ status: "saving" }]);
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });

  test("and cannot be cleaned up is reported so; the next refusal clears away what both have left", async () => {
    lab.cloud.addFault({ route: "glance.listImages", kind: "status", status: 403, nth: 3 });
    const process = lab.process();
    const error = await failureOf(stack.up(process, compressed()));
    expect(error.message).toContain("Image compression upload disallowed");
    expect(process.warnings).toEqual([
      expect.stringMatching(/may have begun an image.*cannot be cleared away/s),
    ]);
    expect(lab.images()).toHaveLength(1);
    await failureOf(stack.up(lab.process(), compressed()));
    expect(lab.images()).toEqual([]);
  });

  describe("of earlier runs has left several images", () => {
    test("that are empty: they are deleted when nothing has worked on them for a minute, and a new one is made", async () => {
      leftover();
      leftover();
      await stack.up(lab.process(), golden());
      expect(lab.creates()).toBe(1);
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    });

    test("beside the one that is being made: that one is continued, and the empty one deleted", async () => {
      const left = leftover();
      const dying = lab.process();
      void lab.clock.sleep(90_000).then(() => dying.interrupt(interrupted()));
      lab.cloud.configure({ exportSeconds: 300 });
      await failureOf(new Stack().up(dying, golden())); // passed the first over, and was cut short
      expect(lab.images()).toHaveLength(2);
      await stack.up(lab.process(), golden());
      expect(lab.creates()).toBe(1);
      expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
      expect(lab.image().id).not.toBe(left);
    });

    test("with data in them: which to keep is unknown, and nothing is deleted", async () => {
      leftover({ status: "saving" });
      leftover({ status: "saving" });
      const error = await failureOf(stack.up(lab.process(), golden()));
      expect(error).toMatchObject({ name: "AmbiguousImageError" });
      expect(lab.images()).toHaveLength(2);
      expect(lab.creates()).toBe(0);
    });
  });
});
