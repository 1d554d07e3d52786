import { ThrottledError, WaitTimeoutError } from "../../provider/http/errors";
import type { LookOptions, Verdict, Watch } from "../../provider/polling/watch";
import { type Lookout, lookout, minute, reasonOf, until } from "./lookout";

/** A watch on a thing that also has a look of its own, which tells its percentage. */
function withOwn(
  here: Lookout,
  key: string,
  doneAtMs: number,
  owns: string[],
  rest: Partial<Watch<number, string>> = {},
) {
  const own = async (): Promise<Verdict<string>> => {
    owns.push(key);
    const nowMs = here.clock.elapsed();
    return nowMs >= doneAtMs
      ? { state: "done", result: `${key} done` }
      : { state: "pending", step: "saving", percent: (100 * nowMs) / doneAtMs };
  };
  return here.watcher.wait(until(here, key, doneAtMs, { own, ...rest }));
}

describe("a thing with a look of its own", () => {
  it("is looked at in no other way while it is waited for alone", async () => {
    const here = lookout();
    const owns: string[] = [];
    await withOwn(here, "a", 3 * minute, owns);
    expect(here.looks).toEqual([]);
    expect(owns.length).toBeLessThan(14);
    expect(here.clock.elapsed()).toBeLessThan(3 * minute + 1500);
  });

  it("is seen by shared looks most of the time when many are waited for", async () => {
    const here = lookout();
    const owns: string[] = [];
    await Promise.all(
      Array.from({ length: 50 }, (_, at) => withOwn(here, `a${at}`, (100 + 3 * at) * 1000, owns)),
    );
    expect(owns.length).toBeGreaterThan(5);
    expect(owns.length + here.looks.length).toBeLessThan(5 * 50);
  });

  it("is asked by it now and then while shared looks do not show it, however many are waited for", async () => {
    const here = lookout();
    here.shows = false;
    here.before = async (_, { turn }) => {
      for (let page = 0; page < 2; page++) await turn();
    };
    const owns: string[] = [];
    await Promise.all(Array.from({ length: 20 }, (_, at) => withOwn(here, `a${at}`, 20_000, owns)));
    expect(here.clock.elapsed()).toBeLessThan(3 * minute);
    expect(here.looks.length).toBeGreaterThan(5);
  });

  it("whose key is not known is asked for by its own look alone", async () => {
    const here = lookout();
    const owns: string[] = [];
    const others = Array.from({ length: 30 }, (_, at) => withOwn(here, `a${at}`, minute, owns));
    await Promise.all([...others, withOwn(here, "unknown", minute, owns, { key: undefined })]);
    expect(owns).toContain("unknown");
    expect(here.looks.flatMap(({ keys }) => keys)).not.toContain("unknown");
  });

  it("is asked at once when a shared look cannot tell what became of it", async () => {
    const here = lookout();
    const killed = new Error("killed");
    const others = Array.from({ length: 30 }, (_, at) => here.watcher.wait(until(here, `a${at}`, minute)));
    let owns = 0;
    const wait = here.watcher.wait(
      until(here, "b", 0, {
        judge: () => ({ state: "unclear", step: "killed" }),
        own: async () => {
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

describe("the pace of looks", () => {
  it("is two in a second at most, however many things there are", async () => {
    const here = lookout();
    const times: number[] = [];
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        here.watcher.wait(
          until(here, "x", 0, {
            key: undefined,
            own: async () => {
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

  it("counts each page of a list and each second attempt, and those of all looks together", async () => {
    const here = lookout();
    const requests: number[] = [];
    here.before = async (_, { turn }) => {
      for (let page = 0; page < 6; page++) {
        await turn();
        requests.push(here.clock.elapsed());
      }
    };
    const own = async ({ turn }: LookOptions): Promise<Verdict<string>> => {
      await turn();
      requests.push(here.clock.elapsed());
      return { state: "done", result: "" };
    };
    await Promise.all([
      ...Array.from({ length: 5 }, (_, at) => here.watcher.wait(until(here, `a${at}`, 20_000))),
      ...Array.from({ length: 10 }, () => here.watcher.wait(until(here, "x", 0, { key: undefined, own }))),
    ]);
    expect(requests.length).toBeGreaterThanOrEqual(22);
    for (const [at, time] of requests.entries())
      if (at > 0) expect(time - (requests[at - 1] ?? 0)).toBeGreaterThanOrEqual(500);
  });

  it("is that of one look again half a minute after one that took a hundred requests", async () => {
    const here = lookout();
    let endMs = 0;
    here.before = async (nth, { turn }) => {
      for (let page = 0; nth === 1 && page < 100; page++) await turn();
      if (nth === 1) endMs = here.clock.elapsed();
    };
    await here.watcher.wait(until(here, "a", minute));
    expect(endMs).toBeGreaterThan(50_000);
    expect((here.looks[1]?.atMs ?? 0) - endMs).toBeLessThan(30_000);
  });

  it("lets a last look of several requests end before the deadline, and brings all that it serves", async () => {
    const here = lookout();
    here.before = async (_, { turn }) => {
      for (let page = 0; page < 3; page++) await turn();
    };
    const steps: string[] = [];
    const start = here.clock.now();
    const waits = ["a", "b"].map((key, at) =>
      here.watcher.wait(
        until(here, key, (at + 1) * 57_500, {
          deadline: start + (at + 1) * minute,
          onLook: ({ step }) => steps.push(step),
        }),
      ),
    );
    expect(await Promise.all(waits)).toEqual(["a done", "b done"]);
    expect(new Set(steps)).toEqual(new Set(["saving"]));
  });

  it("ends a wait at its deadline in the midst of a look, which goes on for the others", async () => {
    const here = lookout();
    here.before = async (_, { turn }) => {
      for (let page = 0; page < 60; page++) await turn();
    };
    const deadline = here.clock.now() + 20_000;
    const short = here.watcher.wait(until(here, "short", 0, { deadline }));
    const ended = reasonOf(short).then((error) => ({ error, atMs: here.clock.elapsed() }));
    expect(await here.watcher.wait(until(here, "long", 0))).toBe("long done");
    expect(here.looks.map(({ keys }) => keys)).toEqual([["short", "long"]]);
    const { error, atMs } = await ended;
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(atMs).toBeLessThanOrEqual(20_000);
  });

  it("keeps no wait beyond its deadline because a look needs many requests", async () => {
    const here = lookout();
    let refused = 0;
    here.before = async (_, { turn }) => {
      for (let page = 0; page < 100; page++)
        await turn().catch((error: unknown) => {
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
    const here = lookout();
    const abort = new AbortController();
    here.before = async (_, { turn }) => {
      for (let page = 0; page < 100; page++) await turn();
    };
    const wait = reasonOf(here.watcher.wait(until(here, "a", 0, { signal: abort.signal })));
    await here.clock.sleep(10_000);
    abort.abort("Ctrl-C");
    expect(await wait).toBe("Ctrl-C");
    await here.clock.sleep(1);
    expect(here.clock.sleepers()).toBe(0);
  });

  it("pauses for some seconds when the cloud refuses without saying for how long", async () => {
    const here = lookout();
    here.before = (nth) => {
      if (nth === 1) throw new ThrottledError("slow down", { outcome: "rejected" });
    };
    await Promise.all([
      here.watcher.wait(until(here, "a", 0, { atOnce: true })),
      here.clock.sleep(100).then(() => here.watcher.wait(until(here, "b", 0, { atOnce: true }))),
    ]);
    expect(here.looks.map(({ atMs }) => atMs)).toEqual([0, 5000]);
  });

  it("stops for all when one look is throttled", async () => {
    const here = lookout();
    const owns: string[] = [];
    const throttled = async (): Promise<Verdict<string>> => {
      throw new ThrottledError("slow down", { outcome: "rejected", retryAfterMs: 30_000 });
    };
    const hit = here.watcher.wait(
      until(here, "hit", 0, {
        key: undefined,
        own: throttled,
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
  const here = lookout();
  const of = (key: string) => here.clock.elapsed() + 180_000 + 2000 * key.length;
  for (const key of ["a", "bb", "ccc"])
    await here.watcher.wait(until(here, key, of(key), { kind: "VolumeImage" }));
  const before = here.looks.length;
  await here.watcher.wait(until(here, "dd", of("dd"), { kind: "VolumeImage" }));
  expect(here.looks.length - before).toBeLessThan(10);
});
