import { UnavailableError } from "../../provider/http/errors";
import type { SharedVerdict, Verdict } from "../../provider/polling/watch";
import { Watcher } from "../../provider/polling/watcher";
import { virtualClock } from "../virtualClock";
import { minute, polled, reasonOf, until, watcherLab } from "./watcherLab";

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

/** Everybody else polls so often. */
const FIXED_MS = 10_000;

describe("a list that others needed", () => {
  /**
   * Shows when each of these is done. Lone polls say of `odd` that it has just begun: by that it is not due for long. `others`
   * are polled by lists alone.
   */
  function withOdd({ doneAtMs, judge, untilGone = false }: Odd) {
    const clock = virtualClock();
    const lists: { readonly atMs: number; readonly keys: readonly string[] }[] = [];
    const judged: (number | undefined)[] = [];
    let aloneAt = 0;
    let shown = true;
    const watcher = new Watcher<number>(async (keys) => {
      lists.push({ atMs: clock.elapsed(), keys });
      const told = shown ? keys : keys.filter((key) => key !== "odd");
      return polled(told.map((key) => [key, clock.elapsed()]));
    }, clock);
    const rest = { judge: oddJudge, untilGone, pollAlone };
    return {
      clock,
      lists,
      judged,
      hide: () => {
        shown = false;
      },
      lonePolls: () => aloneAt,
      odd: watcher.wait({ key: "odd", deadline: clock.now() + 60 * minute, ...rest }),
      other: (key: string, endMs: number) =>
        watcher.wait(until({ ...watcherLab(), clock }, key, endMs, { firstMs: 20_000 })),
    };

    function oddJudge(nowMs: number | undefined): SharedVerdict<string> {
      judged.push(nowMs);
      return judge?.(nowMs) ?? ended(nowMs ?? 0);
    }

    async function pollAlone() {
      aloneAt += 1;
      const nowMs = clock.elapsed();
      return nowMs >= doneAtMs ? ended(nowMs) : ({ state: "pending", step: "saving", percent: 1.3 } as const);
    }

    function ended(nowMs: number) {
      return nowMs >= doneAtMs
        ? ({ state: "done", result: `at ${nowMs}` } as const)
        : ({ state: "pending", step: "saving" } as const);
    }
  }

  interface Odd {
    readonly doneAtMs: number;
    readonly judge?: (nowMs: number | undefined) => SharedVerdict<string> | undefined;
    readonly untilGone?: boolean;
  }

  it("ends the wait of whatever it shows to be done, due or not", async () => {
    const here = withOdd({ doneAtMs: 12_000 });
    const others = [here.other("a", 40_000), here.other("b", 40_000)];
    await here.odd;
    expect(here.clock.elapsed()).toBeLessThan(12_000 + FIXED_MS);
    await Promise.all(others);
  });

  it("tells of what failed, and has it polled at once where a list cannot tell", async () => {
    const killed = new Error("killed");
    const fails = withOdd({
      doneAtMs: Infinity,
      judge: (nowMs = 0) => (nowMs > 12_000 ? { state: "failed", error: killed } : undefined),
    });
    const others = [fails.other("a", 30_000)];
    expect(await reasonOf(fails.odd)).toBe(killed);
    expect(fails.clock.elapsed()).toBeLessThan(12_000 + FIXED_MS);
    await Promise.all(others);
    const unclear = withOdd({
      doneAtMs: 12_000,
      judge: () => ({ state: "unclear", step: "odd" }),
    });
    const other = unclear.other("a", 30_000);
    await unclear.odd;
    expect(unclear.clock.elapsed()).toBeLessThan(12_000 + FIXED_MS);
    await other;
  });

  it("comes at least as often as everybody else polls, whatever is expected of each", async () => {
    const here = withOdd({ doneAtMs: 50_000 });
    await Promise.all([here.odd, here.other("a", 60_000), here.other("b", 70_000)]);
    const times = here.lists.map(({ atMs }) => atMs).filter((atMs) => atMs > 20_000);
    for (const [at, time] of times.entries())
      if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeLessThan(FIXED_MS);
  });

  it("counts as no poll of one that it lacks and that is not due, and does not ask for it the next time", async () => {
    const here = withOdd({ doneAtMs: 60_000 });
    here.hide();
    await Promise.all([here.odd, here.other("a", 40_000), here.other("b", 40_000)]);
    expect(here.lonePolls()).toBeGreaterThan(1);
    expect(here.judged.filter((nowMs) => nowMs === undefined)).toHaveLength(0);
    expect(here.lists.filter(({ keys }) => keys.includes("odd")).length).toBeLessThan(here.lists.length / 2);
  });

  it("ends the wait of one that is deleted and that it lacks", async () => {
    const here = withOdd({
      doneAtMs: Infinity,
      untilGone: true,
      judge: (nowMs) => (nowMs === undefined ? { state: "done", result: "gone" } : undefined),
    });
    const other = here.other("a", 40_000);
    void here.clock.sleep(12_000).then(here.hide);
    expect(await here.odd).toBe("gone");
    expect(here.clock.elapsed()).toBeLessThan(12_000 + FIXED_MS);
    await other;
  });

  it.each([
    ["as a whole", true],
    ["for some", false],
  ])("comes no sooner again when it fails %s", async (_, wholly) => {
    const clock = virtualClock();
    let lists = 0;
    const failure = new UnavailableError("bad gateway", { outcome: "unknown", status: 502 });
    const watcher = new Watcher<number>(async (keys) => {
      lists += 1;
      if (wholly) throw failure;
      return { seen: new Map(), unanswered: new Map(keys.map((key) => [key, failure])) };
    }, clock);
    const pollAlone = async (): Promise<Verdict<string>> =>
      clock.elapsed() >= 300_000
        ? { state: "done", result: "" }
        : { state: "pending", step: "saving", percent: clock.elapsed() / 3001 };
    const watch = {
      deadline: clock.now() + 60 * minute,
      judge: (): Verdict<string> => ({ state: "pending", step: "" }),
      pollAlone,
    } as const;
    await Promise.all(["a", "b", "c", "d"].map((key) => watcher.wait({ ...watch, key })));
    expect(lists).toBeGreaterThan(3);
    expect(lists).toBeLessThan(2 * (clock.elapsed() / FIXED_MS));
  });
});
