import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { Stack } from "./harness/stack";
import { jobImage, template } from "./harness/subjects";

/**
 * However many images wait, and whatever for: what is sent only to poll is two requests a second, at most. What queues, ten in any
 * second (queuedCalls.test.ts), is over by then.
 */
describe("many images at once", () => {
  let lab: Lab;
  afterEach(() => lab.close());

  /** When polls were sent, in seconds: the creates and what queues with them is over before `fromS`. */
  const looksFrom = (fromS: number, untilS = Number.POSITIVE_INFINITY) => {
    const [first] = lab.cloud.requests();
    const start = Date.parse(first?.at ?? "");
    return lab.cloud
      .requests()
      .filter(({ method }) => method === "GET")
      .map(({ at }) => (Date.parse(at) - start) / 1000)
      .filter((s) => s >= fromS && s < untilS);
  };
  const mostInOneSecond = (times: readonly number[]) =>
    Math.max(...times.map((from) => times.filter((s) => s >= from && s < from + 1).length));

  test("by jobs that do not name their images search for them in turns, and find them early", async () => {
    const jobs: Lab = await openLab(jobImage("otc", "an object"), {
      settings: { jobSeconds: 300, imageQuota: 100 },
    });
    lab = jobs;
    const process = lab.process();
    const ups = Array.from({ length: 50 }, (_, at) =>
      jobs.stack(`i${at}`).up(process, jobs.args({ name: `i${at}` })),
    );
    await Promise.all(ups);
    const looks = looksFrom(40, 290);
    expect(mostInOneSecond(looks)).toBeLessThanOrEqual(2);
    const searches = lab.cloud.requests().filter(({ query }) => "tag" in query);
    expect(searches.length).toBeLessThan(50 + 20); // one each before the create; then the shared polls find nearly all
  });

  test("of ZStack are seen to begin, and to be done, by queries for all", async () => {
    const templates = await openLab(template, { settings: { templateSeconds: 60 } });
    lab = templates;
    const process = lab.process();
    const ups = Array.from({ length: 60 }, (_, at) => {
      const snapshotUuid = lab.cloud.addSnapshot().uuid;
      return templates.stack(`t${at}`).up(process, templates.args({ name: `t${at}`, snapshotUuid }));
    });
    await Promise.all(ups);
    expect(mostInOneSecond(looksFrom(45, 60))).toBeLessThanOrEqual(2);
    expect(lab.clock.elapsed()).toBeLessThan(100_000 + 105 * lab.cloud.requests().length);
    expect(templates.templates().filter(({ status }) => status === "Ready")).toHaveLength(60);
  });

  test.each(profiles)("whose volumes are polled, too, on %s", async (profile) => {
    lab = await openLab(profile, { settings: { exportSeconds: 600, imageQuota: 100 } });
    const process = lab.process();
    const ups = Array.from({ length: 40 }, (_, at) => {
      const { id } = lab.cloud.addVolume({ profile, sizeGiB: 20 });
      return new Stack(`v${at}`).up(process, { name: `v${at}`, volumeId: id });
    });
    await Promise.all(ups);
    const looks = looksFrom(60, 590);
    expect(mostInOneSecond(looks)).toBeLessThanOrEqual(2);
    expect(lab.images().filter(({ status }) => status === "active")).toHaveLength(40);
  });

  test.each(profiles)("that wait for their volumes on %s", async (profile) => {
    lab = await openLab(profile);
    const process = lab.process();
    const volumes = Array.from({ length: 40 }, () =>
      lab.cloud.addVolume({ profile, sizeGiB: 20, status: "uploading" }),
    );
    const ups = volumes.map(({ id }, at) =>
      new Stack(`v${at}`).up(process, { name: `v${at}`, volumeId: id }),
    );
    await lab.clock.sleep(300_000);
    expect(lab.creates()).toBe(0);
    expect(mostInOneSecond(looksFrom(20))).toBeLessThanOrEqual(2);
    for (const { id } of volumes) lab.cloud.patchVolume(id, { status: "available" });
    await Promise.all(ups);
    expect(lab.creates()).toBe(40);
  });

  test.each(profiles)("that are deleted share the polls that see them gone on %s", async (profile) => {
    lab = await openLab(profile, { settings: { deleteSeconds: 8, imageQuota: 100 } });
    const process = lab.process();
    const stacks = Array.from({ length: 40 }, (_, at) => new Stack(`v${at}`));
    await Promise.all(
      stacks.map((stack, at) => {
        const { id } = lab.cloud.addVolume({ profile, sizeGiB: 20 });
        return stack.up(process, { name: `v${at}`, volumeId: id });
      }),
    );
    lab.forget();
    const since = lab.clock.elapsed();
    const destroying = lab.process();
    await Promise.all(stacks.map((stack) => stack.destroy(destroying)));
    expect(lab.images()).toEqual([]);
    const queued = 40 * (profile === "openstack" ? 2 : 3);
    expect(mostInOneSecond(looksFrom(1 + queued / 9.5))).toBeLessThanOrEqual(2);
    const polls = lab.cloud.requests().length - queued;
    expect(polls).toBeLessThan(30);
    expect(lab.clock.elapsed() - since).toBeLessThan(queued * 105 + 15_000);
  });

  test("are known by their own ids: a tag of somebody else's image that holds one shows nothing", async () => {
    lab = await openLab("otc", { settings: { deleteSeconds: 5 } });
    const process = lab.process();
    const stacks = [new Stack("one"), new Stack("two")];
    await Promise.all(
      stacks.map((stack, at) => {
        const { id } = lab.cloud.addVolume({ profile: "otc", sizeGiB: 20 });
        return stack.up(process, { name: `v${at}`, volumeId: id });
      }),
    );
    for (const { id } of lab.cloud.images())
      lab.cloud.addImage({ profile: "otc", name: "theirs", tags: [`base=${id}`] } as never);
    const since = lab.clock.elapsed();
    await Promise.all(stacks.map((stack) => stack.destroy(process)));
    expect(lab.clock.elapsed() - since).toBeLessThan(20_000);
    expect(lab.images().map(({ name }) => name)).toEqual(["theirs", "theirs"]);
  });
});
