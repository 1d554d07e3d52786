import { type JobLab, openJobLab } from "./jobLab";

/** A replacement by the same arguments has the same mark as the image that it replaces. */
describe("where lists show the tags of before", () => {
  let lab: JobLab;
  afterEach(() => lab.close());

  test("several images that are replaced are new ones: those of before are not taken for theirs", async () => {
    lab = await openJobLab("otc", "an object", { settings: { tagDelaySeconds: 600, imageQuota: 100 } });
    const names = Array.from({ length: 30 }, (_, at) => `image-${at}`);
    const stacks = names.map((name) => ({ stack: lab.stack(name), args: lab.args({ name }) }));
    const process = lab.process();
    await Promise.all(stacks.map(({ stack, args }) => stack.up(process, args)));
    const before = stacks.map(({ stack }) => stack.recorded?.id);
    await Promise.all(stacks.map(({ stack, args }) => stack.up(process, args, { replace: true })));
    const after = stacks.map(({ stack }) => stack.recorded?.id);
    expect(after).not.toEqual(before);
    await lab.clock.sleep(60_000);
    expect(new Set(lab.cloud.images().map(({ id }) => id))).toEqual(new Set(after));
    expect(lab.creates()).toBe(60);
  });
});
