import { setMaxListeners } from "node:events";
import { ThrottledError, UnavailableError } from "../../provider/http/errors";
import { slowDown } from "../../provider/polling/ask";
import { lookBeside } from "../../provider/polling/beside";
import { Pace } from "../../provider/polling/pace";
import { Watcher } from "../../provider/polling/watcher";
import { learnt, minute, reasonOf } from "../polling/lookout";
import { virtualClock } from "../virtualClock";

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
      return learnt(keys.map((key) => [key, clock.elapsed()]));
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
  const look = (by: string, { requests = 1, deadline = clock.now() + 60 * minute, signal = never } = {}) =>
    lookBeside({ clock, pace }, { deadline, signal }, async ({ turn }) => {
      for (let request = 0; request < requests; request++) {
        await turn?.();
        send(by);
      }
    });
  return { clock, pace, sent, watch, look };
}

const never = new AbortController().signal;
setMaxListeners(0, never); // many wait on it

describe("looks beside the watcher's", () => {
  it("go one after the other, in the order in which they came", async () => {
    const { sent, look } = here();
    await Promise.all(["a", "b", "c", "d"].map((by) => look(by)));
    expect(sent.map(({ by }) => by)).toEqual(["a", "b", "c", "d"]);
  });

  it("go at once where nobody has looked for a while", async () => {
    const { clock, sent, look } = here();
    await look("a");
    await clock.sleep(5_000);
    await look("b");
    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 5_000]);
  });

  it("are two in a second at most, with the watcher's, and keep no wait from being looked at", async () => {
    const { sent, watch, look } = here();
    const waits = Array.from({ length: 20 }, (_, at) => watch(30_000 + 10 * at));
    const looks = Array.from({ length: 60 }, (_, at) => look(`${at}`, { requests: 2 }));
    await Promise.all([...waits, ...looks]);
    for (const [at, { atMs }] of sent.entries())
      if (at > 0) expect(atMs - (sent[at - 1]?.atMs ?? 0)).toBeGreaterThanOrEqual(500);
    const watchers = sent.filter(({ by }) => by === "watcher").map(({ atMs }) => atMs);
    expect(watchers.at(-1)).toBeLessThan(34_000);
    expect(sent).toHaveLength(120 + watchers.length);
  });

  it("that are interrupted leave the queue at once, and those behind them move up", async () => {
    const { clock, sent, look } = here();
    const abort = new AbortController();
    setMaxListeners(0, abort.signal);
    const first = look("first");
    const left = Array.from({ length: 50 }, () => reasonOf(look("left", { signal: abort.signal })));
    const last = look("last");
    await clock.sleep(100);
    abort.abort("Ctrl-C");
    expect(new Set(await Promise.all(left))).toEqual(new Set(["Ctrl-C"]));
    expect(clock.elapsed()).toBe(100);
    await Promise.all([first, last]);
    expect(clock.elapsed()).toBeLessThan(2_500);
    expect(sent.map(({ by }) => by)).toEqual(["first", "last"]);
  });

  it("are refused at once where their turn would come after the deadline", async () => {
    const { clock, sent, look } = here();
    const looks = Array.from({ length: 30 }, () => look("in time"));
    const error = await reasonOf(look("late", { deadline: clock.now() + 20_000 }));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(clock.elapsed()).toBe(0);
    await Promise.all(looks);
    expect(sent.map(({ by }) => by)).not.toContain("late");
  });

  it("wait, as the watcher does, while the cloud has asked for a pause", async () => {
    const { clock, pace, sent, watch, look } = here();
    const throttled = new ThrottledError("slow down", { outcome: "rejected", retryAfterMs: 30_000 });
    slowDown({ clock, pace }, throttled);
    await Promise.all([watch(0), look("a")]);
    for (const { atMs } of sent) expect(atMs).toBeGreaterThanOrEqual(30_000);
  });
});
