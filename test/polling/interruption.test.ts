import { getEventListeners, setMaxListeners } from "node:events";
import { InterruptedError } from "../../provider/http/errors";
import type { Verdict } from "../../provider/polling/watch";
import { minute, reasonOf, until, watcherLab } from "./watcherLab";

describe("an interrupted wait", () => {
  const reason = new InterruptedError("Ctrl-C", { outcome: "unknown" });

  it("ends at once with the reason, and leaves nothing running", async () => {
    const here = watcherLab();
    const abort = new AbortController();
    const wait = reasonOf(here.watcher.wait(until(here, "a", Infinity, { signal: abort.signal })));
    await here.clock.sleep(5 * minute);
    abort.abort(reason);
    expect(await wait).toBe(reason);
    expect(here.clock.elapsed()).toBe(5 * minute);
    const polls = here.polls.length;
    await here.clock.sleep(10 * minute);
    expect(here.polls).toHaveLength(polls);
    expect(here.clock.sleepers()).toBe(0);
  });

  it("does not begin when the interruption came before", async () => {
    const here = watcherLab();
    expect(
      await reasonOf(here.watcher.wait(until(here, "a", 0, { signal: AbortSignal.abort(reason) }))),
    ).toBe(reason);
    expect(here.clock.asked).toEqual([]);
  });

  it("does not disturb the others", async () => {
    const here = watcherLab();
    const abort = new AbortController();
    const other = here.watcher.wait(until(here, "other", 10 * minute));
    const wait = reasonOf(here.watcher.wait(until(here, "a", Infinity, { signal: abort.signal })));
    await here.clock.sleep(minute);
    abort.abort(reason);
    await wait;
    expect(await other).toBe("other done");
    expect(here.polls.at(-1)?.keys).toEqual(["other"]);
  });

  it("calls back a poll that nobody waits for any more, and not one that serves others", async () => {
    for (const others of [false, true]) {
      const here = watcherLab();
      const abort = new AbortController();
      let calledBack = false;
      here.before = async (nth, { signal }) => {
        if (nth > 1) return;
        abort.abort(reason);
        calledBack = signal.aborted;
      };
      const other = others ? here.watcher.wait(until(here, "other", 0)) : undefined;
      expect(await reasonOf(here.watcher.wait(until(here, "a", 0, { signal: abort.signal })))).toBe(reason);
      await other;
      expect(calledBack).toBe(!here.polls[0]?.keys.includes("other"));
    }
  });

  it("gets nothing more from a poll that was running", async () => {
    const here = watcherLab();
    const abort = new AbortController();
    const judged: string[] = [];
    here.before = async () => abort.abort(reason);
    const judge = (): Verdict<string> => {
      judged.push("a");
      return { state: "done", result: "" };
    };
    const other = here.watcher.wait(until(here, "other", 0));
    await reasonOf(here.watcher.wait(until(here, "a", 0, { signal: abort.signal, judge })));
    await other;
    expect(judged).toEqual([]);
  });

  it("and one that ended leave nothing on a signal that lives as long as the process", async () => {
    const here = watcherLab();
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => here.watcher.wait(until(here, `image-${i}`, 0, { signal }))),
    );
    await reasonOf(
      here.watcher.wait(until(here, "late", Infinity, { signal, deadline: here.clock.now() + 5000 })),
    );
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
