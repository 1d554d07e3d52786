import { setMaxListeners } from "node:events";
import { ThrottledError, UnavailableError } from "../../provider/http/errors";
import { Pace } from "../../provider/polling/pace";
import { slowDown } from "../../provider/polling/poll";
import { pollInTurn } from "../../provider/polling/pollInTurn";
import { Watcher } from "../../provider/polling/watcher";
import { virtualClock } from "../virtualClock";
import { minute, polled, reasonOf } from "./watcherLab";

/** A cloud, and when each of its requests was sent, by whom. */
function here() {
  const clock = virtualClock();
  const pace = new Pace();
  const sent: { readonly by: string; readonly atMs: number }[] = [];
  const send = (by: string) => {
    sent.push({ by, atMs: clock.elapsed() });
  };
  const watcher = new Watcher<number>(
    async (keys) => {
      send("watcher");
      return polled(keys.map((key) => [key, clock.elapsed()]));
    },
    clock,
    pace,
  );
  const watch = (doneAtMs: number) =>
    watcher.wait<void>({
      key: `${doneAtMs}`,
      judge: (nowMs = 0) =>
        nowMs >= doneAtMs ? { state: "done", result: undefined } : { state: "pending", step: "saving" },
      deadline: clock.now() + 60 * minute,
    });
  const poll = (by: string, { requests = 1, deadline = clock.now() + 60 * minute, signal = never } = {}) =>
    pollInTurn({ clock, pace }, { deadline, signal }, async ({ awaitTurn }) => {
      for (let request = 0; request < requests; request++) {
        await awaitTurn?.();
        send(by);
      }
    });
  return { clock, pace, sent, watch, poll };
}

const never = new AbortController().signal;
setMaxListeners(0, never); // many wait on it

describe("polls beside the watcher's", () => {
  it("go one after the other, in the order in which they came", async () => {
    const { sent, poll } = here();
    await Promise.all(["a", "b", "c", "d"].map((by) => poll(by)));
    expect(sent.map(({ by }) => by)).toEqual(["a", "b", "c", "d"]);
  });

  it("go at once where nobody has polled for a while", async () => {
    const { clock, sent, poll } = here();
    await poll("a");
    await clock.sleep(5_000);
    await poll("b");
    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 5_000]);
  });

  it("are two in a second at most, with the watcher's, and keep no wait from being polled", async () => {
    const { sent, watch, poll } = here();
    const waits = Array.from({ length: 20 }, (_, at) => watch(30_000 + 10 * at));
    const polls = Array.from({ length: 60 }, (_, at) => poll(`${at}`, { requests: 2 }));
    await Promise.all([...waits, ...polls]);
    for (const [at, { atMs }] of sent.entries())
      if (at > 0) expect(atMs - (sent[at - 1]?.atMs ?? 0)).toBeGreaterThanOrEqual(500);
    const watchers = sent.filter(({ by }) => by === "watcher").map(({ atMs }) => atMs);
    expect(watchers.at(-1)).toBeLessThan(30_190 + 9_700); // no later than everybody else
    expect(sent).toHaveLength(120 + watchers.length);
  });

  it("that are interrupted leave the queue at once, and those behind them move up", async () => {
    const { clock, sent, poll } = here();
    const abort = new AbortController();
    setMaxListeners(0, abort.signal);
    const first = poll("first");
    const left = Array.from({ length: 50 }, () => reasonOf(poll("left", { signal: abort.signal })));
    const last = poll("last");
    await clock.sleep(100);
    abort.abort("Ctrl-C");
    expect(new Set(await Promise.all(left))).toEqual(new Set(["Ctrl-C"]));
    expect(clock.elapsed()).toBe(100);
    await Promise.all([first, last]);
    expect(clock.elapsed()).toBeLessThan(2_500);
    expect(sent.map(({ by }) => by)).toEqual(["first", "last"]);
  });

  it("are refused at once where their turn would come after the deadline", async () => {
    const { clock, sent, poll } = here();
    const polls = Array.from({ length: 30 }, () => poll("in time"));
    const error = await reasonOf(poll("late", { deadline: clock.now() + 20_000 }));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(clock.elapsed()).toBe(0);
    await Promise.all(polls);
    expect(sent.map(({ by }) => by)).not.toContain("late");
  });

  it("wait, as the watcher does, while the cloud requires a pause", async () => {
    const { clock, pace, sent, watch, poll } = here();
    const throttled = new ThrottledError("slow down", { outcome: "rejected", retryAfterMs: 30_000 });
    slowDown({ clock, pace }, throttled);
    await Promise.all([watch(0), poll("a")]);
    for (const { atMs } of sent) expect(atMs).toBeGreaterThanOrEqual(30_000);
  });
});
