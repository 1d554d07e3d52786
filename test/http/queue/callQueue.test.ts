import { setMaxListeners } from "node:events";
import { ThrottledError } from "../../../provider/http/errors";
import { CallQueue } from "../../../provider/http/queue/callQueue";
import { Errand, type Rank } from "../../../provider/http/queue/errand";
import { virtualClock } from "../../virtualClock";

/** A queue, and what was sent, by whom and when. */
function here() {
  const clock = virtualClock();
  const queue = new CallQueue(clock);
  const sent: { readonly by: string; readonly atMs: number }[] = [];
  const call = async (
    by: string,
    errand?: Errand,
    signals: { signal?: AbortSignal; ending?: AbortSignal } = {},
  ) => {
    const slot = await queue.slot({ errand, ...signals });
    slot.sent();
    sent.push({ by, atMs: clock.elapsed() });
  };
  const errand = (rank: Rank, tell?: (queueing: Promise<void>) => void) => new Errand(rank, tell);
  const times = () => sent.map(({ atMs }) => atMs);
  return { clock, queue, sent, call, errand, times, throttle: throttle(queue) };
}

const throttle =
  (queue: CallQueue) =>
  (sentAt: number, retryAfterMs?: number, pauses = true): void =>
    queue.throttled(new ThrottledError("slow down", { outcome: "rejected", retryAfterMs }), sentAt, pauses);

/** The most requests in any second. */
function mostInOneSecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}

const many = (count: number) => Array.from({ length: count }, (_, at) => at);

describe("the queue of calls", () => {
  it("keeps ten that come together waiting for nothing", async () => {
    const { call, times } = here();
    await Promise.all(many(10).map((at) => call(`${at}`)));
    expect(new Set(times())).toEqual(new Set([0]));
  });

  it("sends ten in any second, at most, evenly once one had to wait, and loses no time", async () => {
    const { call, times } = here();
    await Promise.all(many(200).map((at) => call(`${at}`)));
    expect(mostInOneSecond(times())).toBe(10);
    expect(times().at(-1)).toBeLessThanOrEqual(1.05 * 20_000);
    expect(times().slice(10, 13)).toEqual([1_050, 1_155, 1_260]);
  });

  it("keeps to that whenever they come", async () => {
    const { clock, call, times } = here();
    const coming = many(300).map(async (at) => {
      await clock.sleep(Math.floor(20_000 * clock.random()));
      await call(`${at}`);
    });
    await Promise.all(coming);
    expect(mostInOneSecond(times())).toBeLessThanOrEqual(10);
    expect(times()).toHaveLength(300);
  });

  it("counts a request from when it is sent: what signs in first holds its place until then", async () => {
    const { clock, queue } = here();
    const times: number[] = [];
    await Promise.all(
      many(40).map(async () => {
        const slot = await queue.slot({});
        await clock.sleep(Math.max(0, 5_000 - clock.elapsed())); // all wait for one sign-in
        slot.sent();
        times.push(clock.elapsed());
      }),
    );
    expect(times[0]).toBe(5_000);
    expect(mostInOneSecond(times)).toBe(10);
  });

  it("gives back the place of what was not sent after all", async () => {
    const { call, queue, clock } = here();
    const slots = await Promise.all(many(10).map(() => queue.slot({})));
    const next = call("next");
    await clock.sleep(3_000);
    slots[0]?.close();
    await next;
    expect(clock.elapsed()).toBe(3_000);
  });

  it("serves deletes, claims, take-overs, creates and preflights in this order, whenever they came", async () => {
    const { call, errand, sent } = here();
    const ranks: Rank[] = ["preflight", "create", "take-over", "claim", "delete"];
    await Promise.all([
      ...many(10).map(() => call("first")),
      ...ranks.flatMap((rank) => many(3).map(() => call(rank, errand(rank)))),
    ]);
    const order = sent.slice(10).map(({ by }) => by);
    expect(order).toEqual([...ranks].reverse().flatMap((rank) => [rank, rank, rank]));
  });

  it("keeps a claim that comes into a thousand preflights waiting for one of them, at most", async () => {
    const { clock, call, errand, sent } = here();
    const probes = many(1_000).map((at) => call(`preflight ${at}`));
    await clock.sleep(30_000);
    const came = clock.elapsed();
    await call("claim", errand("claim"));
    expect(clock.elapsed() - came).toBeLessThanOrEqual(105);
    await Promise.all(probes);
    expect(mostInOneSecond(sent.map(({ atMs }) => atMs))).toBe(10);
  });

  it("keeps a take-over waiting for a tenth of a second for each of its like, whatever else waits", async () => {
    const { clock, call, errand, sent } = here();
    const creates = many(500).map(() => call("create", errand("create")));
    await clock.sleep(10_000);
    const came = clock.elapsed();
    await Promise.all(many(30).map(() => call("take-over", errand("take-over"))));
    expect(clock.elapsed() - came).toBeLessThanOrEqual(1.05 * 3_000);
    await Promise.all(creates);
    expect(sent).toHaveLength(530);
  });

  it("keeps the calls of one operation together: what one has shown still holds for the next", async () => {
    const { call, errand, sent } = here();
    const destroy = async (name: string) => {
      const own = errand("delete");
      for (const what of ["show", "tags", "delete"]) await call(`${name} ${what}`, own);
    };
    await Promise.all([...many(10).map(() => call("other")), destroy("a"), destroy("b"), destroy("c")]);
    expect(sent.slice(10).map(({ by }) => by)).toEqual(
      ["a", "b", "c"].flatMap((name) => ["show", "tags", "delete"].map((what) => `${name} ${what}`)),
    );
  });

  it("lets polls of an old operation take turns with the calls of younger ones", async () => {
    const { clock, queue, call, errand } = here();
    const old = many(40).map(() => errand("delete"));
    const polling = old.map(async (own) => {
      for (const _ of many(20)) {
        (await queue.slot({ errand: own, isPoll: true })).sent();
        await clock.sleep(1_000);
      }
    });
    await clock.sleep(5_000);
    const came = clock.elapsed();
    await call("young", errand("delete"));
    expect(clock.elapsed() - came).toBeLessThanOrEqual(41 * 105);
    await Promise.all(polling);
  });

  it("lets what is interrupted leave at once, unsent, and what is behind move up", async () => {
    const { clock, call, sent } = here();
    const [abort, ending] = [new AbortController(), new AbortController()];
    for (const { signal } of [abort, ending]) setMaxListeners(0, signal);
    const reasonOf = (sending: Promise<void>) => sending.catch((reason: unknown) => reason);
    await Promise.all(many(10).map(() => call("first")));
    const left = many(50).map(() => reasonOf(call("left", undefined, { signal: abort.signal })));
    const ended = many(50).map(() => reasonOf(call("ended", undefined, { ending: ending.signal })));
    const last = call("last");
    await clock.sleep(100);
    abort.abort("twice Ctrl-C");
    ending.abort("Ctrl-C");
    expect(new Set(await Promise.all([...left, ...ended]))).toEqual(new Set(["twice Ctrl-C", "Ctrl-C"]));
    expect(clock.elapsed()).toBe(100);
    await last;
    expect(clock.elapsed()).toBe(1_050);
    expect(new Set(sent.map(({ by }) => by))).toEqual(new Set(["first", "last"]));
    await expect(call("late", undefined, { ending: ending.signal })).rejects.toBe("Ctrl-C");
    await clock.sleep(10_000);
    expect(clock.sleepers()).toBe(0);
  });
});

describe("a cloud that throttles", () => {
  it("is left alone as long as it asks, a minute at most", async () => {
    const { call, throttle, times } = here();
    await call("first");
    throttle(0, 30_000);
    await call("next");
    throttle(0, 3_600_000);
    await call("last");
    expect(times()[1]).toBe(30_000);
    expect(times()[2]).toBe(90_000);
  });

  it("is asked less after each answer like that, and once for what was sent together", async () => {
    const { clock, call, throttle, times } = here();
    const perSecond = async () => {
      const before = times().length;
      await Promise.all(many(20).map(() => call("x")));
      const [from = 0, to = 0] = [times()[before], times().at(-1)];
      return (19 * 1_000) / (to - from);
    };
    await Promise.all(many(10).map(() => call("together")));
    for (const _ of many(8)) throttle(clock.now());
    expect(await perSecond()).toBeCloseTo(5.71, 1);
    throttle(clock.now());
    expect(await perSecond()).toBeCloseTo(3.43, 1);
  });

  it("is asked less by calls when it is polled", async () => {
    const { clock, queue, call, throttle } = here();
    await call("first");
    throttle(clock.now(), 0);
    await clock.sleep(10_000);
    queue.polled();
    await call("next");
    expect(clock.elapsed()).toBe(10_175);
  });

  it("slows others down by what is throttled again and again, but does not stop them", async () => {
    const { clock, call, throttle, times } = here();
    await call("first");
    for (const _ of many(20)) {
      throttle(clock.now(), 60_000, false);
      await call("x");
    }
    expect(times().at(-1)).toBeLessThan(20 * 3_500);
  });
});

describe("a time limit", () => {
  it("stands still while calls queue", async () => {
    const { clock, queue, call, errand } = here();
    const limit = queue.limit(60_000);
    await clock.sleep(1_000);
    await Promise.all([
      ...many(110).map(() => call("delete", errand("delete"))),
      call("own", errand("create")),
    ]);
    expect(clock.elapsed()).toBeGreaterThan(11_000);
    expect(limit.at - clock.now()).toBe(59_000);
    await clock.sleep(5_000);
    expect(limit.at - clock.now()).toBe(54_000);
    expect(queue.limit(7).at).toBe(clock.now() + 7);
  });

  it("runs on where it is the cloud that makes them wait: that may go on for ever", async () => {
    const { clock, queue, call, throttle } = here();
    await call("first");
    throttle(0);
    const limit = queue.limit(60_000);
    await Promise.all(many(50).map(() => call("x")));
    expect(clock.elapsed()).toBeGreaterThan(9_000);
    expect(limit.at).toBe(60_000 + clock.now() - clock.elapsed());
  });

  it("runs on where only polls queue, which would ask for ever", async () => {
    const { clock, queue, call, errand } = here();
    const limit = queue.limit(60_000);
    const poll = async () => {
      const slot = await queue.slot({ errand: errand("take-over"), isPoll: true });
      slot.sent();
    };
    await Promise.all(many(110).map(poll));
    expect(clock.elapsed()).toBeGreaterThan(10_000);
    expect(limit.at - clock.now()).toBe(60_000 - clock.elapsed());
    const polls = many(100).map(poll);
    const before = limit.at - clock.now();
    await call("delete", errand("delete"));
    expect(limit.at - clock.now()).toBe(before);
    await Promise.all(polls);
  });

  it("runs on although the cloud asks for a minute of each call that comes after such a minute", async () => {
    const { clock, queue, throttle } = here();
    const limit = queue.limit(60_000);
    const calls = many(20).map(async () => {
      const slot = await queue.slot({});
      slot.sent();
      const sentAt = clock.now();
      await clock.sleep(50);
      throttle(sentAt, 60_000);
    });
    await Promise.all(calls);
    expect(clock.elapsed()).toBeGreaterThan(590_000);
    expect(limit.at - clock.now()).toBeLessThan(-520_000);
  });
});

it("an operation is told when it queues, for as long as it does", async () => {
  const { clock, call, errand } = here();
  const told: string[] = [];
  const tell = (queueing: Promise<void>) => {
    told.push(`in ${clock.elapsed()}`);
    void queueing.then(() => told.push(`out ${clock.elapsed()}`));
  };
  await Promise.all([...many(10).map(() => call("first")), call("own", errand("create", tell))]);
  await clock.sleep(1);
  expect(told).toEqual(["in 0", "out 1050"]);
});
