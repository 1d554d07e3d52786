import {
  NotFoundError,
  ProtocolError,
  ThrottledError,
  UnavailableError,
  WaitTimeoutError,
} from "../../provider/http/errors";
import { Pace } from "../../provider/polling/pace";
import { type UntilOptions, until } from "../../provider/polling/until";
import type { Verdict } from "../../provider/polling/watch";
import { virtualClock } from "../virtualClock";

const down = () => new UnavailableError("down", { outcome: "unknown" });

/** Plays verdicts and errors one after the other, and the last one for ever. */
function run(script: (Verdict<string> | Error)[], options: Partial<UntilOptions> = {}) {
  const clock = virtualClock();
  const polledAt: number[] = [];
  const poll = async () => {
    polledAt.push(clock.elapsed());
    const next = script.length > 1 ? script.shift() : script[0];
    if (next instanceof Error) throw next;
    return next as Verdict<string>;
  };
  const result = until(poll, { on: { clock, pace: new Pace() }, deadline: clock.now() + 60_000, ...options });
  return { clock, polledAt, result };
}

const pending: Verdict<string> = { state: "pending", step: "saving" };
const done: Verdict<string> = { state: "done", result: "image" };

it("polls at once, and is over when the thing is done already", async () => {
  const { result, polledAt } = run([done]);
  expect(await result).toBe("image");
  expect(polledAt).toEqual([0]);
});

it("polls again on the common schedule until it is done", async () => {
  const { result, polledAt } = run([pending, pending, done]);
  expect(await result).toBe("image");
  expect(polledAt).toHaveLength(3);
  expect(polledAt[1]).toBeGreaterThan(1500);
});

it("ends with the error of a failed verdict", async () => {
  const gone = new NotFoundError("gone", { outcome: "rejected" });
  await expect(run([pending, { state: "failed", error: gone }]).result).rejects.toBe(gone);
});

it("ends at its deadline", async () => {
  const { result, clock } = run([pending]);
  await expect(result).rejects.toBeInstanceOf(WaitTimeoutError);
  expect(clock.elapsed()).toBe(58_000);
  expect(clock.sleepers()).toBe(0);
});

it("ends at once when it is interrupted", async () => {
  const abort = new AbortController();
  const { result, clock } = run([pending], { signal: abort.signal });
  void clock.sleep(10_000).then(() => abort.abort("Ctrl-C"));
  await expect(result).rejects.toBe("Ctrl-C");
  expect(clock.elapsed()).toBe(10_000);
});

it("ends with a bug of ours, patient or not", async () => {
  for (const patient of [true, false]) {
    await expect(run([pending, new TypeError("bug")], { patient }).result).rejects.toThrow(TypeError);
  }
});

describe("where nothing is at stake", () => {
  it("a first poll that fails is the end: the cloud cannot be reached", async () => {
    const error = down();
    const { result, polledAt } = run([error, done]);
    await expect(result).rejects.toBe(error);
    expect(polledAt).toEqual([0]);
  });

  it.each([
    down(),
    new ThrottledError("slow", { outcome: "rejected" }),
    new ProtocolError("html", { outcome: "unknown" }),
  ])("a later one that fails by %p is no news", async (error) => {
    expect(await run([pending, error, error, done]).result).toBe("image");
  });

  it("a later one that fails for good is the end", async () => {
    const gone = new NotFoundError("gone", { outcome: "rejected" });
    await expect(run([pending, gone, done]).result).rejects.toBe(gone);
  });
});

describe("where an image is at stake", () => {
  it("no failing poll is the end, the first neither", async () => {
    const gone = new NotFoundError("gone", { outcome: "rejected" });
    expect(await run([down(), gone, pending, gone, done], { patient: true }).result).toBe("image");
  });
});
