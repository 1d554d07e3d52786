import { InterruptedError, ThrottledError, UnavailableError } from "../../provider/http/errors";
import { pollInParts } from "../../provider/polling/pollInParts";
import { Watcher } from "../../provider/polling/watcher";
import { virtualClock } from "../virtualClock";
import { minute } from "./watcherLab";

const down = () => new UnavailableError("bad gateway", { outcome: "unknown", status: 502 });

describe("a shared poll that is answered in part", () => {
  const { clock, waits } = { clock: virtualClock(), waits: new Map<string, string[]>() };

  it("gives each what is known of it: seen, not there, or no news", async () => {
    const watcher = new Watcher<string>(
      async () => ({ seen: new Map([["seen", "active"]]), unanswered: new Map([["asked", down()]]) }),
      clock,
    );
    const wait = (key: string, ends: boolean) => {
      const steps: string[] = [];
      waits.set(key, steps);
      return watcher
        .wait<string>({
          key,
          atOnce: true,
          deadline: clock.now() + minute,
          judge: (seen) =>
            ends ? { state: "done", result: `${seen}` } : { state: "failed", error: new Error("judged") },
          onProgress: ({ step }) => steps.push(step),
        })
        .catch(({ message }: Error) => message);
    };
    const [seen, absent, asked] = await Promise.all([
      wait("seen", true),
      wait("absent", true),
      wait("asked", false),
    ]);
    expect([seen, absent]).toEqual(["active", "undefined"]);
    expect(asked).toContain("last seen: no answer: bad gateway");
    expect(waits.get("asked")?.length).toBeGreaterThan(3);
  });

  it("and throttled in part slows everybody down", async () => {
    const asked: number[] = [];
    const slow = new ThrottledError("slow down", { outcome: "rejected", retryAfterMs: 30_000 });
    const start = clock.now();
    const watcher = new Watcher<string>(async (keys) => {
      asked.push(clock.now() - start);
      const answered = asked.length > 1 ? keys : keys.slice(0, 1);
      const open = keys.filter((key) => !answered.includes(key));
      return {
        seen: new Map(answered.map((key) => [key, "active"])),
        unanswered: new Map(open.map((key) => [key, slow])),
      };
    }, clock);
    const keys = ["a", "b", "c"];
    const ends = await Promise.all(
      keys.map((key) =>
        watcher.wait<string>({
          key,
          atOnce: true,
          deadline: clock.now() + 5 * minute,
          judge: (seen) => ({ state: "done", result: `${key} ${seen}` }),
        }),
      ),
    );
    expect(ends).toEqual(keys.map((key) => `${key} active`));
    expect(asked).toEqual([0, 30_000]);
  });
});

describe("a poll of many parts", () => {
  const letters = [..."abcdefgh"].map((key) => [key]);
  const learn = (fails: (key: string) => Error | undefined) => {
    const asked: string[] = [];
    const learnt = pollInParts<string>(letters, async ([key = ""], { seen }) => {
      asked.push(key);
      const error = fails(key);
      if (error !== undefined) throw error;
      if (key !== "e") seen(key, key.toUpperCase());
    });
    return { asked, learnt };
  };

  it("keeps the results of the others when some fail", async () => {
    const { learnt } = learn((key) => ("bdg".includes(key) ? down() : undefined));
    const { seen, unanswered } = await learnt;
    expect([...seen.values()].join("")).toBe("ACFH");
    expect([...unanswered.keys()].join("")).toBe("bdg"); // and of e the cloud says that it is not there
  });

  it("keeps what a part has seen before it fails, and what it could read beside something invalid", async () => {
    const { seen, unanswered } = await pollInParts<string>(
      [["a", "b"], ["c", "d", "e"], ["f"]],
      async (keys, told) => {
        const [first = ""] = keys;
        told.seen(first, first);
        if (first === "a") throw down();
        if (first === "c") told.invalid(down(), "d");
      },
    );
    expect([...seen.keys()].join("")).toBe("acf");
    expect([...unanswered.keys()].join("")).toBe("bd");
  });

  it.each([
    ["three have failed in a row", down, "abcd"],
    ["it is throttled", () => new ThrottledError("slow down", { outcome: "rejected" }), "ab"],
  ])("sends no further calls when %s", async (_, failure, sent) => {
    const { asked, learnt } = learn((key) => (key === "a" ? undefined : failure()));
    const { seen, unanswered } = await learnt;
    expect(asked.join("")).toBe(sent);
    expect([...seen.keys(), ...unanswered.keys()].join("")).toBe("abcdefgh");
  });

  it.each([
    ["nobody waits for any more", () => new InterruptedError("interrupted", { outcome: "unknown" })],
    ["has a bug", () => new TypeError("x is not a function")],
  ])("that %s learns nothing", async (_, failure) => {
    const { learnt } = learn((key) => (key === "c" ? failure() : undefined));
    await expect(learnt).rejects.toThrow(failure().message);
  });
});
