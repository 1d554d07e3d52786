import { ThrottledError, UnavailableError, WaitTimeoutError } from "../../provider/http/errors";
import type { Verdict, Watch } from "../../provider/polling/watch";
import { minute, reasonOf, until, watcherLab } from "./watcherLab";

describe("a poll that fails", () => {
  it("is no news: reported, and nothing else", async () => {
    const here = watcherLab();
    const steps: string[] = [];
    here.before = (nth) => {
      if (nth <= 5) throw new UnavailableError("nothing listens there", { outcome: "not-sent" });
    };
    await here.watcher.wait(until(here, "a", 5000, { onProgress: ({ step }) => steps.push(step) }));
    expect(steps.slice(0, 5)).toEqual(Array(5).fill("no answer: nothing listens there"));
  });

  it("for as long as the wait lasts ends it at its deadline, with the reason", async () => {
    const here = watcherLab();
    here.before = () => {
      throw new UnavailableError("nothing listens there", { outcome: "not-sent" });
    };
    const error = await reasonOf(
      here.watcher.wait(until(here, "a", 0, { deadline: here.clock.now() + minute })),
    );
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(String(error)).toContain("nothing listens there");
    expect(here.clock.elapsed()).toBeLessThanOrEqual(minute);
  });

  it("because it was throttled pauses all polls for as long as the cloud requires, a minute at most", async () => {
    for (const [asked, kept] of [
      [20_000, 20_000],
      [86_400_000, 60_000],
    ] as const) {
      const here = watcherLab();
      here.before = (nth) => {
        if (nth === 1) throw new ThrottledError("slow down", { outcome: "rejected", retryAfterMs: asked });
      };
      await Promise.all([
        here.watcher.wait(until(here, "a", 0)),
        here.clock.sleep(3000).then(() => here.watcher.wait(until(here, "b", 0, { atOnce: true }))),
      ]);
      const [first, second] = here.polls;
      expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBe(kept);
      expect(here.polls).toHaveLength(2);
    }
  });

  it.each([
    ["as short as the cloud asks", 1000, 1000],
    ["about as long as the shortest gap of those it served, where the cloud does not say", undefined, 10_000],
  ])(
    "because it was throttled makes a pause %s, whatever gaps others have",
    async (_, retryAfterMs, kept) => {
      const here = watcherLab();
      here.before = (nth) => {
        if (nth === 1) throw new ThrottledError("slow down", { outcome: "rejected", retryAfterMs });
      };
      const joins = async (atMs: number, key: string, rest: Partial<Watch<number, string>>) => {
        await here.clock.sleep(atMs);
        await here.watcher.wait(until(here, key, 0, rest));
      };
      await Promise.all([
        joins(0, "slow", { firstMs: 50_000 }),
        joins(40_000, "quick", { firstMs: 10_000 }),
        joins(50_001, "new", { atOnce: true }),
      ]);
      const [first, second] = here.polls;
      expect(first?.keys).toEqual(["slow", "quick"]);
      expect(second?.keys).toContain("new");
      expect(Math.abs((second?.atMs ?? 0) - (first?.atMs ?? 0) - kept)).toBeLessThan(250);
    },
  );

  it("because the cloud is overloaded comes again when it says, a minute later at most, and hinders no other", async () => {
    for (const [asked, kept] of [
      [20_000, 20_000],
      [86_400_000, 60_000],
    ] as const) {
      const here = watcherLab();
      const pollAlone = async (): Promise<Verdict<string>> => {
        if (here.clock.elapsed() > 1000) return { state: "done", result: "own done" };
        throw new UnavailableError("overloaded", { outcome: "rejected", retryAfterMs: asked });
      };
      const ends: [string, number][] = [];
      const noted = (end: string) => ends.push([end, here.clock.elapsed()]);
      await Promise.all([
        here.watcher.wait(until(here, "x", 0, { key: undefined, pollAlone, atOnce: true })).then(noted),
        here.watcher.wait(until(here, "b", 0, { firstMs: 2000 })).then(noted),
      ]);
      expect(ends.map(([end]) => end)).toEqual(["b done", "own done"]);
      expect(ends[0]?.[1]).toBeLessThanOrEqual(2000);
      expect(ends[1]?.[1]).toBe(kept);
    }
  });

  it("because it was throttled does not carry a wait beyond its deadline", async () => {
    const here = watcherLab();
    here.before = () => {
      throw new ThrottledError("slow down", { outcome: "rejected", retryAfterMs: 60_000 });
    };
    const error = await reasonOf(
      here.watcher.wait(until(here, "a", 0, { deadline: here.clock.now() + 30_000 })),
    );
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(here.polls).toHaveLength(2);
    expect(here.clock.elapsed()).toBe(28_000);
  });

  it("gets a deadline: seconds, and never beyond the next one", async () => {
    const here = watcherLab();
    const start = here.clock.now();
    await Promise.all([
      here.watcher.wait(until(here, "a", 30_000, { deadline: start + 5 * minute })),
      reasonOf(here.watcher.wait(until(here, "b", Infinity, { deadline: start + 20_000 }))),
    ]);
    for (const { atMs, keys, options } of here.polls) {
      expect(options.deadline - start - atMs).toBeLessThanOrEqual(10_000);
      if (keys.includes("b")) expect(options.deadline - start).toBeLessThanOrEqual(20_000);
    }
  });

  it("by a bug of ours ends the wait with it", async () => {
    const here = watcherLab();
    const bug = new TypeError("x is undefined");
    here.before = () => {
      throw bug;
    };
    expect(await reasonOf(here.watcher.wait(until(here, "a", 0)))).toBe(bug);
  });
});

describe("a bug in one wait", () => {
  const bug = new TypeError("x is undefined");
  const broken = () => {
    throw bug;
  };

  it.each([
    ["its judge", { judge: broken }],
    ["its progress", { onProgress: broken }],
  ])("in %s ends that wait, and no other", async (_, rest) => {
    const here = watcherLab();
    const other = here.watcher.wait(until(here, "other", minute));
    expect(await reasonOf(here.watcher.wait(until(here, "a", minute, rest)))).toBe(bug);
    expect(await other).toBe("other done");
  });

  it("in its progress ends it after a failing poll too", async () => {
    const here = watcherLab();
    here.before = (nth) => {
      if (nth === 1) throw new UnavailableError("down", { outcome: "unknown" });
    };
    const other = here.watcher.wait(until(here, "other", minute));
    expect(await reasonOf(here.watcher.wait(until(here, "a", 0, { onProgress: broken })))).toBe(bug);
    expect(await other).toBe("other done");
  });
});
