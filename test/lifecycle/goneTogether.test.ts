import { kinds, type Opened } from "./absentKinds";
import type { ProviderProcess } from "./harness/providerProcess";
import type { Stack } from "./harness/stack";

/** However many images are gone, two lists are enough to prove it; those that exist share one. */
describe.each(kinds)("two hundred: $name", (kind) => {
  const MANY = 200;
  let at: Opened;
  let first: Stack;
  beforeEach(async () => {
    at = await kind.open();
    first = at.stack();
    await first.up(at.lab.process(), at.args);
    await at.lab.clock.sleep(10_000);
    at.lab.forget();
  });
  afterEach(() => at.lab.close());

  /** Stacks that have an image of their own in their state, which the cloud does not have. */
  const gone = () => {
    const known = first.recorded as NonNullable<typeof first.recorded>;
    return Array.from({ length: MANY }, (_, nth) => {
      const stack = at.stack(`i${nth}`);
      const id = known.id.slice(0, -4) + String(nth).padStart(4, "0");
      stack.recorded = { ...known, id, outputs: { ...known.outputs, imageId: id, jobId: undefined } };
      return stack;
    });
  };
  /** Glance lists its hidden images apart: as often as the others. */
  const requests = (byId: boolean, hidden = false) =>
    at.lab.cloud.requests().filter(({ route, query }) => {
      const { show, list } = at;
      if ("os_hidden" in query !== hidden) return false;
      if (route !== (byId ? show : list).route) return false;
      const key = (byId ? show : list).query;
      return key === undefined || (key.startsWith("!") ? !(key.slice(1) in query) : key in query);
    }).length;
  /** The requests by id that came more than once, each with its times: one more than needed is to be explained. */
  const readMoreThanOnce = () => {
    const times = new Map<string, string[]>();
    for (const { route, query, path, at: when, status, fault } of at.lab.cloud.requests()) {
      const key = at.show.query;
      const isShow =
        route === at.show.route && (!key || (key[0] === "!" ? !(key.slice(1) in query) : key in query));
      const what = `${path} ${JSON.stringify(query)}`;
      if (isShow) times.set(what, [...(times.get(what) ?? []), `${when} ${status} ${fault ?? ""}`]);
    }
    return [...times].filter(([, seen]) => seen.length > 1);
  };
  /** As the engine does it: so many at once. */
  const inTurns = async (stacks: readonly Stack[], most: number, work: (stack: Stack) => Promise<void>) => {
    const left = [...stacks];
    const one = async () => {
      for (let stack = left.shift(); stack !== undefined; stack = left.shift()) await work(stack);
    };
    await Promise.all(Array.from({ length: most }, one));
  };

  test.each([MANY, 8])(
    "that are gone are destroyed, %i at once, by two lists, and in five seconds more than they queue",
    async (most) => {
      const process = at.lab.process();
      const before = at.lab.clock.elapsed();
      await inTurns(gone(), most, (stack) => stack.destroy(process));
      expect(requests(false)).toBeLessThanOrEqual(2);
      expect(requests(false, true)).toBeLessThanOrEqual(2);
      expect(readMoreThanOnce()).toEqual([]);
      expect(at.lab.clock.elapsed() - before).toBeLessThan(1.05 * (MANY / 10) * 1_000 + 6_000);
      expect(at.lab.wire()).not.toContain(at.remove);
    },
  );

  test("that are gone are taken out of the state by the same two lists, after one that shows none of them", async () => {
    const process = at.lab.process();
    const stacks = gone();
    await Promise.all(stacks.map((stack) => stack.refresh(process)));
    expect(stacks.filter(({ recorded }) => recorded !== undefined)).toEqual([]);
    expect(requests(false)).toBeLessThanOrEqual(3);
    expect(readMoreThanOnce()).toEqual([]);
  });

  test("that are gone prove nothing about an image that has been made since", async () => {
    const process = at.lab.process();
    await gone()[0]?.destroy(process);
    await first.destroy(process);
    await first.up(process, at.args);
    const { id } = first.recorded as NonNullable<typeof first.recorded>;
    at.lab.cloud.addFault({ ...at.show, kind: "status", ...at.absent } as never);
    await first.refresh(process);
    expect(first.recorded?.id).toBe(id);
    expect(at.there()).toEqual([id]);
  });
});

test("slow reads do not request a list each", async () => {
  const at = (await kinds[0]?.open()) as Opened;
  const stack = at.stack();
  const process: ProviderProcess = at.lab.process();
  await stack.up(process, at.args);
  at.lose(stack.recorded?.id ?? "");
  await at.lab.clock.sleep(120_000);
  at.lab.forget();
  const known = stack.recorded as NonNullable<typeof stack.recorded>;
  const destroys = Array.from({ length: 60 }, async (_, nth) => {
    await at.lab.clock.sleep(nth * 200);
    const one = at.stack(`i${nth}`);
    one.recorded = known;
    await one.destroy(process);
  });
  const before = at.lab.clock.elapsed();
  await Promise.all(destroys);
  const lists = at.lab.cloud.requests().filter(({ query }) => !("id" in query) && "owner" in query);
  expect(lists.length).toBeLessThanOrEqual(2);
  expect(at.lab.clock.elapsed() - before).toBeLessThan(60 * 200 + 5_000);
  await at.lab.close();
});
