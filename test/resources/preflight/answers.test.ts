import type { CallOptions } from "../../../provider/http/call";
import {
  Answers,
  type Belief,
  believedBriefly,
  believedForTheRun,
  notBelieved,
} from "../../../provider/resources/preflight/answers";
import { virtualClock } from "../../virtualClock";

/** A cloud that takes a second to answer, with the number of the call. */
const asking = (belief: Belief = believedForTheRun) => {
  const clock = virtualClock();
  const answers = new Answers(clock);
  let calls = 0;
  const signals: AbortSignal[] = [];
  const send = async ({ signal }: CallOptions): Promise<number> => {
    calls += 1;
    const call = calls;
    if (signal) signals.push(signal);
    await clock.sleep(1_000, signal);
    return call;
  };
  return {
    clock,
    answers,
    signals,
    calls: () => calls,
    ask: (options: CallOptions = {}, question = "quota") => answers.of(question, send, () => belief, options),
  };
};

test("all who ask while the answer is on its way share one call, whatever it is worth later", async () => {
  for (const belief of [believedForTheRun, notBelieved, { ...believedForTheRun, by: 2 }]) {
    const { ask, calls } = asking(belief);
    const told = await Promise.all([ask(), ask(), ask(), ask()]);
    expect(told.map(({ answer }) => answer)).toEqual([1, 1, 1, 1]);
    expect(told.map(({ before }) => before)).toEqual([0, 1, 2, 3]);
    expect(calls()).toBe(1);
  }
});

test("an answer is believed for as long as it says, and by so many", async () => {
  const brief = asking(believedBriefly);
  await brief.ask();
  await brief.clock.sleep(9_000);
  expect(await brief.ask()).toEqual({ answer: 1, before: 1 });
  await brief.clock.sleep(2_000);
  expect(await brief.ask()).toEqual({ answer: 2, before: 0 });

  const few = asking({ ...believedForTheRun, by: 2 });
  for (const expected of [1, 1, 2, 2, 3]) expect((await few.ask()).answer).toBe(expected);

  const never = asking(notBelieved);
  for (const expected of [1, 2]) expect((await never.ask()).answer).toBe(expected);

  const always = asking();
  await always.ask();
  await always.clock.sleep(24 * 3_600_000);
  expect((await always.ask()).answer).toBe(1);
});

test("where only a plan is made each answer holds to the end, whatever it says", async () => {
  const { answers, ask, calls, clock } = asking(notBelieved);
  answers.keepAll();
  for (let image = 0; image < 200; image += 1) expect(await ask()).toEqual({ answer: 1, before: image });
  await clock.sleep(3_600_000);
  await ask();
  expect(calls()).toBe(1);
});

test("different questions are different calls, and so are those of different clouds", async () => {
  const { ask, calls } = asking();
  const told = await Promise.all([ask({}, "bucket a"), ask({}, "bucket b"), ask({}, "bucket a")]);
  expect(told.map(({ answer }) => answer)).toEqual([1, 2, 1]);
  expect(calls()).toBe(2);
  expect((await asking().ask()).before).toBe(0);
});

test("a failure is told to those who wait for it, and the next one asks anew, in a plan too", async () => {
  for (const planned of [false, true]) {
    const { answers } = asking();
    if (planned) answers.keepAll();
    let calls = 0;
    const failing = () => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error("down")) : Promise.resolve("up");
    };
    const ask = () => answers.of("quota", failing, () => believedForTheRun, {});
    const ended = await Promise.allSettled([ask(), ask()]);
    expect(ended.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect((await ask()).answer).toBe("up");
    expect(calls).toBe(2);
  }
});

test("who gives up leaves at once, and the call goes on for the others", async () => {
  const { ask, calls, signals } = asking();
  const leaving = new AbortController();
  const left = ask({ signal: leaving.signal });
  const staying = ask();
  leaving.abort(new Error("Ctrl-C"));
  await expect(left).rejects.toThrow("Ctrl-C");
  expect(await staying).toMatchObject({ answer: 1 });
  expect(signals[0]?.aborted).toBe(false);
  expect(calls()).toBe(1);
});

test("when nobody waits any more the call ends, and nobody who comes later is given it", async () => {
  const { ask, calls, signals } = asking();
  const leaving = new AbortController();
  const left = [ask({ signal: leaving.signal }), ask({ signal: leaving.signal })];
  leaving.abort(new Error("Ctrl-C"));
  for (const one of left) await expect(one).rejects.toThrow("Ctrl-C");
  expect(signals[0]?.aborted).toBe(true);
  expect(await ask()).toEqual({ answer: 2, before: 0 });
  await expect(ask({ signal: AbortSignal.abort(new Error("late")) })).rejects.toThrow("late");
  expect(calls()).toBe(2);
});
