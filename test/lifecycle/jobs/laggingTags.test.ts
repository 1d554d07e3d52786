import { type Lab, openLab } from "../harness/lab";
import { jobImage } from "../harness/subjects";

/** A replacement by the same arguments has the same mark as the image that it replaces. */
describe("where lists show the tags of before", () => {
  let lab: Lab;
  afterEach(() => lab.close());

  test.each([
    ["soon", 3],
    ["late", 60],
  ])("images that replace others, and are listed %s, are new ones", async (_, jobImageListedAfterSeconds) => {
    const settings = { jobImageListedAfterSeconds, tagDelaySeconds: 600, imageQuota: 100 };
    lab = await openLab(jobImage("otc", "an object"), { settings });
    const names = Array.from({ length: 30 }, (_, at) => `image-${at}`);
    const stacks = names.map((name) => ({ stack: lab.stack(name), args: lab.args({ name }) }));
    const process = lab.process();
    await Promise.all(stacks.map(({ stack, args }) => stack.up(process, args)));
    const before = stacks.map(({ stack }) => stack.recorded?.id);
    await Promise.all(stacks.map(({ stack, args }) => stack.up(process, args, { replace: true })));
    const after = stacks.map(({ stack }) => stack.recorded?.id);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
    await lab.clock.sleep(60_000);
    expect(new Set(lab.cloud.images().map(({ id }) => id))).toEqual(new Set(after));
    expect(lab.creates()).toBe(60);
  });

  test("an image whose tags are hidden until it is finished is seen to be done by the list, after a read of its own tags", async () => {
    lab = await openLab(jobImage("otc", "an object"), {
      settings: { tagsWhileSaving: false, imageQuota: 100 },
    });
    const names = Array.from({ length: 40 }, (_, at) => `image-${at}`);
    const process = lab.process();
    await Promise.all(names.map((name) => lab.stack(name).up(process, lab.args({ name }))));
    expect(lab.clock.elapsed()).toBeLessThan(135_000);
    expect(
      lab
        .images()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.sort());
  });
});
