import type { Engine } from "../../../provider/pulumi/process/engine";
import { watchInterruption } from "../../../provider/pulumi/process/interruption";

/** An engine that answers until it is killed. */
function mortalEngine(): Engine & { die(): void } {
  let lives = true;
  return {
    log: () => {},
    isAlive: async () => lives,
    die() {
      lives = false;
    },
  };
}

const signals = ["SIGINT", "SIGTERM", "SIGBREAK"] as const;
const listening = () => signals.map((signal) => process.listeners(signal));
let before: ReturnType<typeof listening>;
let exited: Promise<unknown>;

beforeEach(() => {
  before = listening();
  exited = new Promise((resolve) => {
    jest.spyOn(process, "exit").mockImplementation(((code: unknown) => resolve(code)) as never);
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const [at, signal] of signals.entries())
    for (const listener of listening()[at] ?? [])
      if (!before[at]?.includes(listener)) process.removeListener(signal, listener);
});

const failing = {
  "logs out": async () => {},
  "fails to log out": async () => Promise.reject(new Error("the cloud is gone, too")),
};

test.each(Object.entries(failing))(
  "a provider whose engine has died undoes, %s, and ends",
  async (_, logOut) => {
    const engine = mortalEngine();
    const messages: string[] = [];
    const interruption = watchInterruption(engine, async () => {
      messages.push("logs out");
      await logOut();
    });
    expect(await interruption.track(async () => "made")).toBe("made");
    await interruption.assertEngineLives();
    void interruption.undoIfEngineDies(async () => {
      messages.push("undoes");
    });
    engine.die();
    await expect(interruption.assertEngineLives()).rejects.toThrow(
      "the engine that started this update is gone",
    );
    expect(await exited).toBe(0);
    expect(messages).toEqual(["undoes", "logs out"]);
  },
);

test("an engine that is killed before the first probe counts as dead too: nothing is sent, and the process ends", async () => {
  const engine = mortalEngine();
  engine.die();
  const interruption = watchInterruption(engine);
  await expect(interruption.track(() => interruption.assertEngineLives())).rejects.toThrow("is gone");
  expect(await exited).toBe(0);
});

test("a machine that has slept for an hour since an answer undoes nothing: the image may be another's by now", async () => {
  const engine = mortalEngine();
  const interruption = watchInterruption(engine);
  await interruption.assertEngineLives();
  const messages: string[] = [];
  void interruption.undoIfEngineDies(async () => {
    messages.push("undoes");
  });
  const now = Date.now();
  jest.spyOn(Date, "now").mockReturnValue(now + 3_600_000);
  engine.die();
  await expect(interruption.assertEngineLives()).rejects.toThrow("is gone");
  await exited;
  expect(messages).toEqual([]);
});

test("a cancelled run ends what has nothing to lose, and nothing else; one that is interrupted ends both", async () => {
  const interruption = watchInterruption(mortalEngine());
  interruption.cancel();
  expect(interruption.ending.reason).toMatchObject({
    name: "InterruptedError",
    message: "the run was cancelled (Ctrl-C)",
    hint: expect.stringContaining("run the same command again"),
  });
  expect(interruption.signal.aborted).toBe(false);
  await interruption.assertEngineLives(); // a take-over goes on
  const engine = mortalEngine();
  const other = watchInterruption(engine);
  await other.assertEngineLives();
  engine.die();
  await expect(other.assertEngineLives()).rejects.toThrow("is gone");
  expect(other.ending.reason).toBe(other.signal.reason);
  await exited;
});

test("an operation that still runs is waited for, and its answer has its time to get away", async () => {
  const engine = mortalEngine();
  const interruption = watchInterruption(engine);
  const messages: string[] = [];
  let end = () => {};
  const operation = interruption.track(async () => {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    messages.push("answered");
  });
  await interruption.assertEngineLives();
  engine.die();
  expect(await interruption.engineDied()).toBe(true);
  expect(interruption.signal.aborted).toBe(true);
  void exited.then(() => messages.push("exited"));
  await new Promise((turn) => setTimeout(turn, 50));
  expect(messages).toEqual([]);
  end();
  await operation;
  await exited;
  expect(messages).toEqual(["answered", "exited"]);
});
