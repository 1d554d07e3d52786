import { minute, until, watcherLab } from "./watcherLab";

/** When each thing is done, in milliseconds since the start. */
type DoneAt = Readonly<Record<string, number>>;

describe("waits for several things", () => {
  it("share their polls: twenty cost a fifth each, and are seen sooner", async () => {
    const alone = watcherLab();
    await alone.watcher.wait(until(alone, "a", 10 * minute));
    const together = watcherLab();
    const keys = Array.from({ length: 20 }, (_, i) => `image-${i}`);
    await Promise.all(keys.map((key) => together.watcher.wait(until(together, key, 10 * minute))));
    expect(together.polls.length).toBeLessThan(5 * alone.polls.length);
    expect(together.polls.at(-1)?.keys.length).toBeGreaterThan(10);
  });

  it("for the same thing poll it once", async () => {
    const here = watcherLab();
    await Promise.all([here.watcher.wait(until(here, "a", 0)), here.watcher.wait(until(here, "a", 0))]);
    for (const { keys } of here.polls) expect(keys).toEqual(["a"]);
  });

  it("end each in its own time", async () => {
    const here = watcherLab();
    const ends: string[] = [];
    const things: DoneAt = { slow: 5 * minute, quick: 10_000, middle: minute };
    await Promise.all(
      Object.entries(things).map(([key, doneAt]) =>
        here.watcher.wait(until(here, key, doneAt)).then((result) => ends.push(result)),
      ),
    );
    expect(ends).toEqual(["quick done", "middle done", "slow done"]);
  });

  it("let a new one join, which is not kept waiting for the long gaps of the others", async () => {
    const here = watcherLab();
    const old = here.watcher.wait(until(here, "old", 40 * minute));
    await here.clock.sleep(30 * minute);
    const since = here.clock.elapsed();
    await here.watcher.wait(until(here, "new", 0));
    expect(here.clock.elapsed() - since).toBeLessThan(5500);
    await old;
  });

  it("let a new one join while a poll is running, without polling it then", async () => {
    const here = watcherLab();
    let joined: Promise<string> | undefined;
    here.before = async (nth) => {
      if (nth === 1) joined = here.watcher.wait(until(here, "new", 0, { atOnce: true }));
      await here.clock.sleep(1000);
    };
    await here.watcher.wait(until(here, "old", 0));
    expect(here.polls[0]?.keys).toEqual(["old"]);
    expect(await joined).toBe("new done");
    expect(here.polls[1]?.keys).toEqual(["new"]);
  });

  it("show a poll which of them are waited for until they are gone", async () => {
    const here = watcherLab();
    const rest = { atOnce: true, untilGone: true };
    await Promise.all([
      here.watcher.wait(until(here, "made", 0, { atOnce: true })),
      here.watcher.wait(until(here, "deleted", 0, rest)),
    ]);
    expect(here.polls.map(({ keys, options }) => [keys, [...options.leaving]])).toEqual([
      [["made", "deleted"], ["deleted"]],
    ]);
  });

  it("start anew after all others have ended", async () => {
    const here = watcherLab();
    await here.watcher.wait(until(here, "a", 0));
    await here.clock.sleep(minute);
    expect(await here.watcher.wait(until(here, "b", 0))).toBe("b done");
  });
});
