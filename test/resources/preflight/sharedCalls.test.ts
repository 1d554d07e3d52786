import type { CallOptions } from "../../../provider/http/call";
import {
  noReuse,
  type Reuse,
  reuseBriefly,
  reuseForTheRun,
  SharedCalls,
} from "../../../provider/resources/preflight/sharedCalls";
import { virtualClock } from "../../virtualClock";

/** A cloud that takes a second to answer, with the number of the call. */
const openCalls = (reuse: Reuse = reuseForTheRun) => {
  const clock = virtualClock();
  const calls = new SharedCalls(clock);
  let sent = 0;
  const signals: AbortSignal[] = [];
  const send = async ({ signal }: CallOptions): Promise<number> => {
    sent += 1;
    const call = sent;
    if (signal) signals.push(signal);
    await clock.sleep(1_000, signal);
    return call;
  };
  return {
    clock,
    calls,
    signals,
    sent: () => sent,
    share: (options: CallOptions = {}, key = "quota") => calls.share(key, send, () => reuse, options),
  };
};

test("everybody who asks while the call is running shares it, however long its answer may be reused", async () => {
  for (const reuse of [reuseForTheRun, noReuse, { ...reuseForTheRun, times: 2 }]) {
    const { share, sent } = openCalls(reuse);
    const shared = await Promise.all([share(), share(), share(), share()]);
    expect(shared.map(({ answer }) => answer)).toEqual([1, 1, 1, 1]);
    expect(shared.map(({ before }) => before)).toEqual([0, 1, 2, 3]);
    expect(sent()).toBe(1);
  }
});

test("an answer is reused for its time and by its number of callers", async () => {
  const brief = openCalls(reuseBriefly);
  await brief.share();
  await brief.clock.sleep(9_000);
  expect(await brief.share()).toEqual({ answer: 1, before: 1 });
  await brief.clock.sleep(2_000);
  expect(await brief.share()).toEqual({ answer: 2, before: 0 });

  const few = openCalls({ ...reuseForTheRun, times: 2 });
  for (const expected of [1, 1, 2, 2, 3]) expect((await few.share()).answer).toBe(expected);

  const never = openCalls(noReuse);
  for (const expected of [1, 2]) expect((await never.share()).answer).toBe(expected);

  const always = openCalls();
  await always.share();
  await always.clock.sleep(24 * 3_600_000);
  expect((await always.share()).answer).toBe(1);
});

test("in a preview every answer is reused to the end", async () => {
  const { calls, share, sent, clock } = openCalls(noReuse);
  calls.reuseAll();
  for (let image = 0; image < 200; image += 1) expect(await share()).toEqual({ answer: 1, before: image });
  await clock.sleep(3_600_000);
  await share();
  expect(sent()).toBe(1);
});

test("different keys are different calls, and so are those of different clouds", async () => {
  const { share, sent } = openCalls();
  const shared = await Promise.all([share({}, "bucket a"), share({}, "bucket b"), share({}, "bucket a")]);
  expect(shared.map(({ answer }) => answer)).toEqual([1, 2, 1]);
  expect(sent()).toBe(2);
  expect((await openCalls().share()).before).toBe(0);
});

test("a failure rejects for everybody who waits, and the next caller sends a new call, also in a preview", async () => {
  for (const previews of [false, true]) {
    const { calls } = openCalls();
    if (previews) calls.reuseAll();
    let sent = 0;
    const failing = () => {
      sent += 1;
      return sent === 1 ? Promise.reject(new Error("down")) : Promise.resolve("up");
    };
    const share = () => calls.share("quota", failing, () => reuseForTheRun, {});
    const ended = await Promise.allSettled([share(), share()]);
    expect(ended.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect((await share()).answer).toBe("up");
    expect(sent).toBe(2);
  }
});

test("a caller that gives up returns at once, and the call goes on for the others", async () => {
  const { share, sent, signals } = openCalls();
  const leaving = new AbortController();
  const left = share({ signal: leaving.signal });
  const staying = share();
  leaving.abort(new Error("Ctrl-C"));
  await expect(left).rejects.toThrow("Ctrl-C");
  expect(await staying).toMatchObject({ answer: 1 });
  expect(signals[0]?.aborted).toBe(false);
  expect(sent()).toBe(1);
});

test("when nobody waits any more the call is aborted, and later callers do not get it", async () => {
  const { share, sent, signals } = openCalls();
  const leaving = new AbortController();
  const left = [share({ signal: leaving.signal }), share({ signal: leaving.signal })];
  leaving.abort(new Error("Ctrl-C"));
  for (const one of left) await expect(one).rejects.toThrow("Ctrl-C");
  expect(signals[0]?.aborted).toBe(true);
  expect(await share()).toEqual({ answer: 2, before: 0 });
  await expect(share({ signal: AbortSignal.abort(new Error("late")) })).rejects.toThrow("late");
  expect(sent()).toBe(2);
});
