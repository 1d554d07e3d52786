import { getEventListeners, setMaxListeners } from "node:events";
import {
  InterruptedError,
  ThrottledError,
  UnavailableError,
  WaitTimeoutError,
} from "../../provider/http/errors";
import {
  type Look,
  type LookOptions,
  type Verdict,
  type Watch,
  Watcher,
} from "../../provider/waiting/watcher";
import { type VirtualClock, virtualClock } from "../virtualClock";

/** When each thing is done, in milliseconds since the start. */
type DoneAt = Readonly<Record<string, number>>;

interface Lookout {
  readonly clock: VirtualClock;
  readonly watcher: Watcher<number>;
  /** "at keys" of every look-up. */
  readonly looks: {
    readonly atMs: number;
    readonly keys: readonly string[];
    readonly options: LookOptions;
  }[];
  /** Runs before each look-up, may throw or wait. */
  before: (nth: number, options: LookOptions) => void | Promise<void>;
}

function lookout(seed?: number): Lookout {
  const clock = virtualClock(seed);
  const looks: Lookout["looks"] = [];
  const made: Lookout = {
    clock,
    looks,
    before: () => {},
    watcher: new Watcher<number>(async (keys, options) => {
      looks.push({ atMs: clock.elapsed(), keys, options });
      await made.before(looks.length, options);
      return new Map(keys.map((key) => [key, clock.elapsed()]));
    }, clock),
  };
  return made;
}

const minute = 60_000;

/** A watch on a thing that is done at a time of its own. */
function until(
  { clock }: Lookout,
  key: string,
  doneAtMs: number,
  rest: Partial<Watch<number, string>> = {},
): Watch<number, string> {
  return {
    key,
    deadline: clock.now() + 60 * minute,
    judge: (nowMs) =>
      (nowMs ?? 0) >= doneAtMs
        ? { state: "done", result: `${key} done` }
        : { state: "pending", step: "saving" },
    ...rest,
  };
}

function reasonOf(wait: Promise<unknown>): Promise<unknown> {
  return wait.then(
    () => {
      throw new Error("this wait was to fail");
    },
    (reason: unknown) => reason,
  );
}

describe("a wait", () => {
  it("ends with what the done verdict brings, soon after the thing is done", async () => {
    const here = lookout();
    expect(await here.watcher.wait(until(here, "a", 90_000))).toBe("a done");
    expect(here.clock.elapsed()).toBeLessThan(100_000 + 1100);
    expect(here.clock.sleepers()).toBe(0);
  });

  it("looks first after two seconds, or at once when asked to", async () => {
    const later = lookout();
    await later.watcher.wait(until(later, "a", 0));
    expect(later.looks[0]?.atMs).toBeGreaterThan(1500);
    const soon = lookout();
    await soon.watcher.wait(until(soon, "a", 0, { atOnce: true }));
    expect(soon.looks[0]?.atMs).toBe(0);
  });

  it("ends with the error of a failed verdict", async () => {
    const here = lookout();
    const killed = new Error("killed");
    const judge = (): Verdict<string> => ({ state: "failed", error: killed });
    expect(await reasonOf(here.watcher.wait(until(here, "a", 0, { judge })))).toBe(killed);
  });

  it("lets its judge see that the cloud does not show the thing", async () => {
    const clock = virtualClock();
    const watcher = new Watcher<number>(async () => new Map(), clock);
    const judge = (seen: number | undefined): Verdict<string> => ({ state: "done", result: String(seen) });
    expect(await watcher.wait({ key: "a", deadline: clock.now() + minute, judge })).toBe("undefined");
  });

  it("ends at its deadline with one last look shortly before it, and says what was seen", async () => {
    const here = lookout();
    const error = await reasonOf(
      here.watcher.wait(until(here, "a", Infinity, { deadline: here.clock.now() + 100_000 })),
    );
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(String(error)).toContain("not finished after 100 s; last seen: saving");
    expect(here.looks.at(-1)?.atMs).toBe(99_500);
    expect(here.clock.elapsed()).toBe(99_500);
    expect(here.clock.sleepers()).toBe(0);
  });

  it("looks once even when its deadline has passed before", async () => {
    const here = lookout();
    expect(await here.watcher.wait(until(here, "a", 0, { deadline: here.clock.now() - minute }))).toBe(
      "a done",
    );
    expect(here.looks).toHaveLength(1);
  });

  it("tells each look with its percentage, which then decides when the next comes", async () => {
    const here = lookout();
    const told: Look[] = [];
    const judge = (nowMs: number | undefined): Verdict<string> =>
      (nowMs ?? 0) >= 600_000
        ? { state: "done", result: "" }
        : { state: "pending", step: "saving", percent: (nowMs ?? 0) / 6000 };
    await here.watcher.wait(until(here, "a", 0, { judge, onLook: (look) => told.push(look) }));
    expect(told.every(({ elapsedMs, percent }) => percent === elapsedMs / 6000)).toBe(true);
    expect(here.looks.length).toBeLessThan(35);
    expect(here.clock.elapsed()).toBeLessThan(602_000);
  });
});

describe("waits for several things", () => {
  it("share their looks: twenty cost little more than one", async () => {
    const alone = lookout();
    await alone.watcher.wait(until(alone, "a", 10 * minute));
    const together = lookout();
    const keys = Array.from({ length: 20 }, (_, i) => `image-${i}`);
    await Promise.all(keys.map((key) => together.watcher.wait(until(together, key, 10 * minute))));
    expect(together.looks.length).toBeLessThan(2 * alone.looks.length);
    expect(together.looks.at(-1)?.keys.length).toBeGreaterThan(10);
  });

  it("for the same thing ask for it once", async () => {
    const here = lookout();
    await Promise.all([here.watcher.wait(until(here, "a", 0)), here.watcher.wait(until(here, "a", 0))]);
    for (const { keys } of here.looks) expect(keys).toEqual(["a"]);
  });

  it("end each in its own time", async () => {
    const here = lookout();
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
    const here = lookout();
    const old = here.watcher.wait(until(here, "old", 40 * minute));
    await here.clock.sleep(30 * minute);
    const since = here.clock.elapsed();
    await here.watcher.wait(until(here, "new", 0));
    expect(here.clock.elapsed() - since).toBeLessThan(2500);
    await old;
  });

  it("let a new one join while a look is on its way, without asking for it then", async () => {
    const here = lookout();
    let joined: Promise<string> | undefined;
    here.before = async (nth) => {
      if (nth === 1) joined = here.watcher.wait(until(here, "new", 0, { atOnce: true }));
      await here.clock.sleep(1000);
    };
    await here.watcher.wait(until(here, "old", 0));
    expect(here.looks[0]?.keys).toEqual(["old"]);
    expect(await joined).toBe("new done");
    expect(here.looks[1]?.keys).toEqual(["new"]);
  });

  it("start anew after all others have ended", async () => {
    const here = lookout();
    await here.watcher.wait(until(here, "a", 0));
    await here.clock.sleep(minute);
    expect(await here.watcher.wait(until(here, "b", 0))).toBe("b done");
  });
});

describe("a look that fails", () => {
  it("is no news: told, and nothing else", async () => {
    const here = lookout();
    const steps: string[] = [];
    here.before = (nth) => {
      if (nth <= 5) throw new UnavailableError("nothing listens there", { outcome: "not-sent" });
    };
    await here.watcher.wait(until(here, "a", 5000, { onLook: ({ step }) => steps.push(step) }));
    expect(steps.slice(0, 5)).toEqual(Array(5).fill("cannot look: nothing listens there"));
  });

  it("for as long as the wait lasts ends it at its deadline, with the reason", async () => {
    const here = lookout();
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

  it("because it was throttled keeps everybody away for as long as the cloud asks, a minute at most", async () => {
    for (const [asked, kept] of [
      [20_000, 20_000],
      [86_400_000, 60_000],
    ] as const) {
      const here = lookout();
      here.before = (nth) => {
        if (nth === 1) throw new ThrottledError("slow down", { outcome: "rejected", retryAfterMs: asked });
      };
      await Promise.all([
        here.watcher.wait(until(here, "a", 0)),
        here.clock.sleep(3000).then(() => here.watcher.wait(until(here, "b", 0, { atOnce: true }))),
      ]);
      const [first, second] = here.looks;
      expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBe(kept);
      expect(here.looks).toHaveLength(2);
    }
  });

  it("because it was throttled does not carry a wait beyond its deadline", async () => {
    const here = lookout();
    here.before = () => {
      throw new ThrottledError("slow down", { outcome: "rejected", retryAfterMs: 60_000 });
    };
    const error = await reasonOf(
      here.watcher.wait(until(here, "a", 0, { deadline: here.clock.now() + 30_000 })),
    );
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(here.looks).toHaveLength(2);
    expect(here.clock.elapsed()).toBe(29_500);
  });

  it("is told how long it may go on: seconds, and never beyond the next deadline", async () => {
    const here = lookout();
    const start = here.clock.now();
    await Promise.all([
      here.watcher.wait(until(here, "a", 30_000, { deadline: start + 5 * minute })),
      reasonOf(here.watcher.wait(until(here, "b", Infinity, { deadline: start + 20_000 }))),
    ]);
    for (const { atMs, keys, options } of here.looks) {
      expect(options.deadline - start - atMs).toBeLessThanOrEqual(10_000);
      if (keys.includes("b")) expect(options.deadline - start).toBeLessThanOrEqual(20_000);
    }
  });

  it("by a bug of ours ends the wait with it", async () => {
    const here = lookout();
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
    ["its progress", { onLook: broken }],
  ])("in %s ends that wait, and no other", async (_, rest) => {
    const here = lookout();
    const other = here.watcher.wait(until(here, "other", minute));
    expect(await reasonOf(here.watcher.wait(until(here, "a", minute, rest)))).toBe(bug);
    expect(await other).toBe("other done");
  });

  it("in its progress ends it after a failing look too", async () => {
    const here = lookout();
    here.before = (nth) => {
      if (nth === 1) throw new UnavailableError("down", { outcome: "unknown" });
    };
    const other = here.watcher.wait(until(here, "other", minute));
    expect(await reasonOf(here.watcher.wait(until(here, "a", 0, { onLook: broken })))).toBe(bug);
    expect(await other).toBe("other done");
  });
});

describe("an interrupted wait", () => {
  const reason = new InterruptedError("Ctrl-C", { outcome: "unknown" });

  it("ends at once with the reason, and leaves nothing running", async () => {
    const here = lookout();
    const abort = new AbortController();
    const wait = reasonOf(here.watcher.wait(until(here, "a", Infinity, { signal: abort.signal })));
    await here.clock.sleep(5 * minute);
    abort.abort(reason);
    expect(await wait).toBe(reason);
    expect(here.clock.elapsed()).toBe(5 * minute);
    const looks = here.looks.length;
    await here.clock.sleep(10 * minute);
    expect(here.looks).toHaveLength(looks);
    expect(here.clock.sleepers()).toBe(0);
  });

  it("does not begin when the interruption came before", async () => {
    const here = lookout();
    expect(
      await reasonOf(here.watcher.wait(until(here, "a", 0, { signal: AbortSignal.abort(reason) }))),
    ).toBe(reason);
    expect(here.clock.asked).toEqual([]);
  });

  it("does not disturb the others", async () => {
    const here = lookout();
    const abort = new AbortController();
    const other = here.watcher.wait(until(here, "other", 10 * minute));
    const wait = reasonOf(here.watcher.wait(until(here, "a", Infinity, { signal: abort.signal })));
    await here.clock.sleep(minute);
    abort.abort(reason);
    await wait;
    expect(await other).toBe("other done");
    expect(here.looks.at(-1)?.keys).toEqual(["other"]);
  });

  it("calls back a look that nobody waits for any more, and not one that serves others", async () => {
    for (const others of [false, true]) {
      const here = lookout();
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
      expect(calledBack).toBe(!here.looks[0]?.keys.includes("other"));
    }
  });

  it("is told nothing more by a look that was on its way", async () => {
    const here = lookout();
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
    const here = lookout();
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

it("does the same again with the same seed, and spreads its looks differently with another", async () => {
  const times = async (seed: number) => {
    const here = lookout(seed);
    await Promise.all(["a", "b", "c"].map((key) => here.watcher.wait(until(here, key, 3 * minute))));
    return here.looks.map(({ atMs }) => atMs);
  };
  expect(await times(5)).toEqual(await times(5));
  expect(await times(5)).not.toEqual(await times(6));
});
