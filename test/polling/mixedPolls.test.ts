import { ThrottledError, WaitTimeoutError } from "../../provider/http/errors";
import type { PollOptions, Verdict, Watch } from "../../provider/polling/watch";
import { minute, reasonOf, until, type WatcherLab, watcherLab } from "./watcherLab";

/** A watch on a thing that also has a poll of its own, which tells its percentage. */
function withOwn(
  here: WatcherLab,
  key: string,
  doneAtMs: number,
  owns: string[],
  rest: Partial<Watch<number, string>> = {},
) {
  const pollAlone = async (): Promise<Verdict<string>> => {
    owns.push(key);
    const nowMs = here.clock.elapsed();
    return nowMs >= doneAtMs
      ? { state: "done", result: `${key} done` }
      : { state: "pending", step: "saving", percent: (100 * nowMs) / doneAtMs };
  };
  return here.watcher.wait(until(here, key, doneAtMs, { pollAlone, ...rest }));
}

describe("a thing with a poll of its own", () => {
  it("is polled in no other way while it is waited for alone", async () => {
    const here = watcherLab();
    const owns: string[] = [];
    await withOwn(here, "a", 3 * minute, owns);
    expect(here.polls).toEqual([]);
    expect(owns.length).toBeLessThan(14);
    expect(here.clock.elapsed()).toBeLessThan(3 * minute + 1500);
  });

  it("is seen by shared polls most of the time when many are waited for", async () => {
    const here = watcherLab();
    const owns: string[] = [];
    await Promise.all(
      Array.from({ length: 50 }, (_, at) => withOwn(here, `a${at}`, (100 + 3 * at) * 1000, owns)),
    );
    expect(owns.length).toBeGreaterThan(5);
    expect(owns.length + here.polls.length).toBeLessThan(5 * 50);
  });

  it("is polled by it now and then while shared polls do not show it, however many are waited for", async () => {
    const here = watcherLab();
    here.shows = false;
    here.before = async (_, { awaitTurn }) => {
      for (let page = 0; page < 2; page++) await awaitTurn();
    };
    const owns: string[] = [];
    await Promise.all(Array.from({ length: 20 }, (_, at) => withOwn(here, `a${at}`, 20_000, owns)));
    expect(here.clock.elapsed()).toBeLessThan(3 * minute);
    expect(here.polls.length).toBeGreaterThan(5);
  });

  it("whose key is not known is polled by its own poll alone", async () => {
    const here = watcherLab();
    const owns: string[] = [];
    const others = Array.from({ length: 30 }, (_, at) => withOwn(here, `a${at}`, minute, owns));
    await Promise.all([...others, withOwn(here, "unknown", minute, owns, { key: undefined })]);
    expect(owns).toContain("unknown");
    expect(here.polls.flatMap(({ keys }) => keys)).not.toContain("unknown");
  });

  it("is polled at once when a shared poll cannot show what became of it", async () => {
    const here = watcherLab();
    const killed = new Error("killed");
    const others = Array.from({ length: 30 }, (_, at) => here.watcher.wait(until(here, `a${at}`, minute)));
    let owns = 0;
    const wait = here.watcher.wait(
      until(here, "b", 0, {
        judge: () => ({ state: "unclear", step: "killed" }),
        pollAlone: async () => {
          owns += 1;
          return owns === 1 ? { state: "pending", step: "saving" } : { state: "failed", error: killed };
        },
      }),
    );
    await expect(wait).rejects.toBe(killed);
    expect(here.clock.elapsed()).toBeLessThan(minute);
    await Promise.all(others);
  });
});

describe("the pace of polls", () => {
  it("is two in a second at most, however many things there are", async () => {
    const here = watcherLab();
    const times: number[] = [];
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        here.watcher.wait(
          until(here, "x", 0, {
            key: undefined,
            pollAlone: async () => {
              times.push(here.clock.elapsed());
              return { state: "done", result: `${at}` };
            },
          }),
        ),
      ),
    );
    expect(times).toHaveLength(40);
    for (const [at, time] of times.entries())
      if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(500);
  });

  it("counts each page of a list and each second attempt, and those of all polls together", async () => {
    const here = watcherLab();
    const requests: number[] = [];
    here.before = async (_, { awaitTurn }) => {
      for (let page = 0; page < 6; page++) {
        await awaitTurn();
        requests.push(here.clock.elapsed());
      }
    };
    const pollAlone = async ({ awaitTurn }: PollOptions): Promise<Verdict<string>> => {
      await awaitTurn();
      requests.push(here.clock.elapsed());
      return { state: "done", result: "" };
    };
    await Promise.all([
      ...Array.from({ length: 5 }, (_, at) => here.watcher.wait(until(here, `a${at}`, 20_000))),
      ...Array.from({ length: 10 }, () =>
        here.watcher.wait(until(here, "x", 0, { key: undefined, pollAlone })),
      ),
    ]);
    expect(requests.length).toBeGreaterThanOrEqual(22);
    for (const [at, time] of requests.entries())
      if (at > 0) expect(time - (requests[at - 1] ?? 0)).toBeGreaterThanOrEqual(500);
  });

  it("is that of one poll again half a minute after one that took a hundred requests", async () => {
    const here = watcherLab();
    let endMs = 0;
    here.before = async (nth, { awaitTurn }) => {
      for (let page = 0; nth === 1 && page < 100; page++) await awaitTurn();
      if (nth === 1) endMs = here.clock.elapsed();
    };
    await here.watcher.wait(until(here, "a", minute));
    expect(endMs).toBeGreaterThan(50_000);
    expect((here.polls[1]?.atMs ?? 0) - endMs).toBeLessThan(30_000);
  });

  it("lets a last poll of several requests end before the deadline, and brings all that it serves", async () => {
    const here = watcherLab();
    here.before = async (_, { awaitTurn }) => {
      for (let page = 0; page < 3; page++) await awaitTurn();
    };
    const steps: string[] = [];
    const start = here.clock.now();
    const waits = ["a", "b"].map((key, at) =>
      here.watcher.wait(
        until(here, key, (at + 1) * 57_500, {
          deadline: start + (at + 1) * minute,
          onProgress: ({ step }) => steps.push(step),
        }),
      ),
    );
    expect(await Promise.all(waits)).toEqual(["a done", "b done"]);
    expect(new Set(steps)).toEqual(new Set(["saving"]));
  });

  it("ends a wait at its deadline in the midst of a poll, which goes on for the others", async () => {
    const here = watcherLab();
    here.before = async (_, { awaitTurn }) => {
      for (let page = 0; page < 60; page++) await awaitTurn();
    };
    const deadline = here.clock.now() + 20_000;
    const short = here.watcher.wait(until(here, "short", 0, { deadline }));
    const ended = reasonOf(short).then((error) => ({ error, atMs: here.clock.elapsed() }));
    expect(await here.watcher.wait(until(here, "long", 0))).toBe("long done");
    expect(here.polls.map(({ keys }) => keys)).toEqual([["short", "long"]]);
    const { error, atMs } = await ended;
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(atMs).toBeLessThanOrEqual(20_000);
  });

  it("keeps no wait beyond its deadline because a poll needs many requests", async () => {
    const here = watcherLab();
    let refused = 0;
    here.before = async (_, { awaitTurn }) => {
      for (let page = 0; page < 100; page++)
        await awaitTurn().catch((error: unknown) => {
          refused += 1;
          throw error;
        });
    };
    const deadline = here.clock.now() + 20_000;
    const error = await reasonOf(here.watcher.wait(until(here, "a", 0, { deadline })));
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(here.clock.elapsed()).toBeLessThanOrEqual(20_000);
    expect(refused).toBeGreaterThan(0);
  });

  it("is broken off by an interruption", async () => {
    const here = watcherLab();
    const abort = new AbortController();
    here.before = async (_, { awaitTurn }) => {
      for (let page = 0; page < 100; page++) await awaitTurn();
    };
    const wait = reasonOf(here.watcher.wait(until(here, "a", 0, { signal: abort.signal })));
    await here.clock.sleep(10_000);
    abort.abort("Ctrl-C");
    expect(await wait).toBe("Ctrl-C");
    await here.clock.sleep(1);
    expect(here.clock.sleepers()).toBe(0);
  });

  it("pauses for some seconds when the cloud refuses without saying for how long", async () => {
    const here = watcherLab();
    here.before = (nth) => {
      if (nth === 1) throw new ThrottledError("slow down", { outcome: "rejected" });
    };
    await Promise.all([
      here.watcher.wait(until(here, "a", 0, { atOnce: true })),
      here.clock.sleep(100).then(() => here.watcher.wait(until(here, "b", 0, { atOnce: true }))),
    ]);
    expect(here.polls.map(({ atMs }) => atMs)).toEqual([0, 5000]);
  });

  it("stops for all when one poll is throttled", async () => {
    const here = watcherLab();
    const owns: string[] = [];
    const throttled = async (): Promise<Verdict<string>> => {
      throw new ThrottledError("slow down", { outcome: "rejected", retryAfterMs: 30_000 });
    };
    const hit = here.watcher.wait(
      until(here, "hit", 0, {
        key: undefined,
        pollAlone: throttled,
        atOnce: true,
        deadline: here.clock.now() + minute,
      }),
    );
    await Promise.all([
      hit.catch(() => {}),
      here.clock.sleep(1).then(() => withOwn(here, "a", 0, owns, { atOnce: true })),
    ]);
    expect(here.clock.elapsed()).toBeGreaterThanOrEqual(30_000);
    expect(owns).toEqual(["a"]);
  });
});

it("images of one kind are expected when the earlier ones were done", async () => {
  const here = watcherLab();
  const of = (key: string) => here.clock.elapsed() + 180_000 + 2000 * key.length;
  for (const key of ["a", "bb", "ccc"])
    await here.watcher.wait(until(here, key, of(key), { kind: "VolumeImage" }));
  const before = here.polls.length;
  await here.watcher.wait(until(here, "dd", of("dd"), { kind: "VolumeImage" }));
  expect(here.polls.length - before).toBeLessThan(10);
});
