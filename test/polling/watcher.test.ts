import { WaitTimeoutError } from "../../provider/http/errors";
import { Pace } from "../../provider/polling/pace";
import type { Progress, Verdict } from "../../provider/polling/watch";
import { Watcher } from "../../provider/polling/watcher";
import { virtualClock } from "../virtualClock";
import { minute, polled, reasonOf, until, watcherLab } from "./watcherLab";

describe("a wait", () => {
  it("ends with what the done verdict brings, soon after the thing is done", async () => {
    const here = watcherLab();
    expect(await here.watcher.wait(until(here, "a", 90_000))).toBe("a done");
    expect(here.clock.elapsed()).toBeLessThan(100_000 + 1100);
    expect(here.clock.sleepers()).toBe(0);
  });

  it("polls first within some seconds, not at once, or at once if requested", async () => {
    const later = watcherLab();
    await later.watcher.wait(until(later, "a", 0));
    expect(later.polls[0]?.atMs).toBeGreaterThan(1000);
    expect(later.polls[0]?.atMs).toBeLessThan(10_000);
    const soon = watcherLab();
    await soon.watcher.wait(until(soon, "a", 0, { atOnce: true }));
    expect(soon.polls[0]?.atMs).toBe(0);
  });

  it("ends with the error of a failed verdict", async () => {
    const here = watcherLab();
    const killed = new Error("killed");
    const judge = (): Verdict<string> => ({ state: "failed", error: killed });
    expect(await reasonOf(here.watcher.wait(until(here, "a", 0, { judge })))).toBe(killed);
  });

  it("lets its judge see that the cloud does not show the thing", async () => {
    const clock = virtualClock();
    const watcher = new Watcher<number>(async () => polled(), clock);
    const judge = (seen: number | undefined): Verdict<string> => ({ state: "done", result: String(seen) });
    expect(await watcher.wait({ key: "a", deadline: clock.now() + minute, judge })).toBe("undefined");
  });

  it("ends at its deadline with one last poll shortly before it, and reports what was seen", async () => {
    const here = watcherLab();
    const error = await reasonOf(
      here.watcher.wait(until(here, "a", Infinity, { deadline: here.clock.now() + 100_000 })),
    );
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(String(error)).toContain("not finished after 2 min; last seen: saving");
    expect(here.polls.at(-1)?.atMs).toBe(98_000);
    expect(here.clock.elapsed()).toBe(98_000);
    expect(here.clock.sleepers()).toBe(0);
  });

  it("ends with the error when a bug of the watcher itself strikes, and so do all others", async () => {
    const clock = virtualClock();
    const bug = new TypeError("no pace");
    const pace = new Pace();
    jest.spyOn(pace, "nextMs").mockImplementation(() => {
      throw bug;
    });
    const watcher = new Watcher<number>(async () => polled(), clock, pace);
    const judge = (): Verdict<string> => ({ state: "done", result: "seen" });
    const waits = ["a", "b"].map((key) => watcher.wait({ key, deadline: clock.now() + minute, judge }));
    expect(await Promise.all(waits.map(reasonOf))).toEqual([bug, bug]);
    expect(watcher.waiting).toBe(0);
  });

  it("polls once even when its deadline has passed before", async () => {
    const here = watcherLab();
    expect(await here.watcher.wait(until(here, "a", 0, { deadline: here.clock.now() - minute }))).toBe(
      "a done",
    );
    expect(here.polls).toHaveLength(1);
  });

  it("goes on when this machine's clock is set back by half an hour", async () => {
    const clock = virtualClock();
    let backMs = 0;
    const set = { ...clock, now: () => clock.now() - backMs };
    const shown = async (keys: readonly string[]) => polled(keys.map((key) => [key, clock.elapsed()]));
    const wait = new Watcher<number>(shown, set).wait(until({ ...watcherLab(), clock }, "a", 2 * minute));
    await clock.sleep(minute);
    backMs = 30 * minute;
    expect(await wait).toBe("a done");
    expect(clock.elapsed()).toBeLessThan(3 * minute);
  });

  it("reports each poll with its percentage, which then decides when the next comes", async () => {
    const here = watcherLab();
    const told: Progress[] = [];
    const judge = (nowMs: number | undefined): Verdict<string> =>
      (nowMs ?? 0) >= 600_000
        ? { state: "done", result: "" }
        : { state: "pending", step: "saving", percent: (nowMs ?? 0) / 6000 };
    await here.watcher.wait(until(here, "a", 0, { judge, onProgress: (progress) => told.push(progress) }));
    expect(told.every(({ elapsedMs, percent }) => percent === elapsedMs / 6000)).toBe(true);
    expect(here.polls.length).toBeLessThan(35);
    expect(here.clock.elapsed()).toBeLessThan(602_000);
  });
});

it("does the same again with the same seed, and spreads its polls differently with another", async () => {
  const times = async (seed: number) => {
    const here = watcherLab(seed);
    await Promise.all(["a", "b", "c"].map((key) => here.watcher.wait(until(here, key, 3 * minute))));
    return here.polls.map(({ atMs }) => atMs);
  };
  expect(await times(5)).toEqual(await times(5));
  expect(await times(5)).not.toEqual(await times(6));
});
