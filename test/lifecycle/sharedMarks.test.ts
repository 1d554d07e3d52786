import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";
import { jobImage } from "./harness/subjects";

/** So old may a search be when the image that it did not show is begun. */
const HOLDS_MS = 4_000;

interface Seen {
  readonly route: string;
  readonly at: string;
  readonly query: Readonly<Record<string, unknown>>;
}

const isSearch = (route: string) => (seen: Seen) =>
  seen.route === route &&
  (/creating-|pulumi-cloud-images/.test(`${seen.query.name} ${seen.query.tag}`) ||
    (seen.query.sort_dir === "asc" && seen.query.limit !== "1"));
const searchesBefore = (lab: Lab, route: string, until: number) =>
  (lab.cloud.requests() as readonly Seen[]).filter(
    (seen) => isSearch(route)(seen) && Date.parse(seen.at) <= until && seen.query.os_hidden === undefined,
  );

describe.each(profiles)("many creates search for earlier images together on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile, { settings: { exportSeconds: 120, imageQuota: 200 } });
  });
  afterEach(() => lab.close());

  const stacks = (count: number) =>
    Array.from({ length: count }, (_, at) => {
      const { id } = lab.cloud.addVolume({ profile, sizeGiB: 20 });
      return { stack: new Stack(`i${at}`), args: { name: `i${at}`, volumeId: id } };
    });
  const creates = () =>
    lab.cloud
      .requests()
      .filter(({ route }) => route === lab.routes.create)
      .map(({ at }) => Date.parse(at));
  const finished = () =>
    lab
      .images()
      .map(({ name, status }) => `${name} ${status}`)
      .sort();
  const wanted = (count: number) => Array.from({ length: count }, (_, at) => `i${at} active`).sort();

  test("a hundred of them need a quarter of the calls at most, and none is begun on an old answer", async () => {
    const process = lab.process();
    await Promise.all(stacks(100).map(({ stack, args }) => stack.up(process, args)));
    const sent = creates();
    expect(sent).toHaveLength(100);
    const searches = searchesBefore(lab, lab.routes.findImages, sent.at(-1) ?? 0);
    expect(searches.length).toBeLessThanOrEqual(25);
    for (const at of sent) {
      const last = searches.findLast((seen) => Date.parse(seen.at) <= at);
      expect(at - Date.parse(last?.at ?? "")).toBeLessThan(HOLDS_MS);
    }
    expect(finished()).toEqual(wanted(100));
  });

  test("after a kill each goes on with its own, and none is made twice", async () => {
    const many = stacks(30);
    const killed = lab.process();
    const dead = new Error("killed");
    void lab.clock.sleep(4_000).then(() => killed.interrupt(dead));
    await Promise.all(many.map(({ stack, args }) => failureOf(stack.up(killed, args))));
    const before = creates().length;
    expect(before).toBeGreaterThan(5);
    expect(before).toBeLessThan(30);

    // the states are lost
    const process = lab.process();
    const again = many.map(({ args }, at) => ({ stack: new Stack(`i${at}`), args }));
    await Promise.all(again.map(({ stack, args }) => stack.up(process, args)));
    expect(creates()).toHaveLength(30);
    expect(finished()).toEqual(wanted(30));
    for (const { stack, args } of again) {
      const { tags } = lab.images().find(({ name }) => name === args.name) ?? {};
      expect(tags).toContainEqual(expect.stringContaining(`-${stack.recorded?.outputs.claim}`));
    }
  });
});

test("a gateway that refuses to list for several is asked for each", async () => {
  const lab = await openLab("otc", { settings: { imageQuota: 200 } });
  lab.cloud.addFault({
    route: lab.routes.findImages,
    query: "sort_key",
    kind: "status",
    status: 400,
    body: "no such parameter",
  });
  const process = lab.process();
  const names = Array.from({ length: 20 }, (_, at) => `i${at}`);
  const ups = names.map((name) => {
    const { id } = lab.cloud.addVolume({ profile: "otc", sizeGiB: 20 });
    return new Stack(name).up(process, { name, volumeId: id });
  });
  await Promise.all(ups);
  expect(lab.cloud.faults()[0]?.played).toBe(1);
  expect(
    lab
      .images()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...names].sort());
  expect(lab.creates()).toBe(20);
  await lab.close();
});

test("so do those that find their images by tags", async () => {
  const lab = await openLab(jobImage("otc", "an object"), { settings: { jobSeconds: 60, imageQuota: 200 } });
  const all = Array.from({ length: 40 }, (_, at) => {
    const object = `disks/${at}.qcow2`;
    lab.cloud.addObject({ bucket: "exports", key: object });
    const args = lab.args({ name: `i${at}`, source: { bucket: "exports", object } });
    return { stack: lab.stack(`i${at}`), args };
  });
  const process = lab.process();
  await Promise.all(all.map(({ stack, args }) => stack.up(process, args)));
  const sent = lab.cloud.requests().filter(({ route }) => route === lab.routes.create);
  expect(sent).toHaveLength(40);
  const until = Date.parse(sent.at(-1)?.at ?? "");
  expect(searchesBefore(lab, lab.routes.findImages, until).length).toBeLessThan(30);
  await lab.close();
});
