import type { Engine } from "../../../provider/pulumi/process/engine";
import { watchInterruption } from "../../../provider/pulumi/process/interruption";

let lives = true;
const engine: Engine = { log: () => {}, isAlive: async () => lives };
const signals = ["SIGINT", "SIGTERM", "SIGBREAK"] as const;
const listeners = () => signals.map((signal) => process.listeners(signal));
let before: ReturnType<typeof listeners>;
let exit: jest.SpyInstance;
let exited: Promise<void>;

beforeEach(() => {
  lives = true;
  before = listeners();
  exited = new Promise((resolve) => {
    exit = jest.spyOn(process, "exit").mockImplementation((() => resolve()) as never);
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const [at, signal] of signals.entries())
    for (const listener of listeners()[at] ?? [])
      if (!before[at]?.includes(listener)) process.removeListener(signal, listener);
});

/** Longer than an answer has to get away. */
const aWhile = () => new Promise((turn) => setTimeout(turn, 1_200));
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

test("a plugin that is stopped ends what runs, begins nothing, and stays until the engine ends it", async () => {
  const interruption = watchInterruption(engine);
  const running = interruption.track(() => untilAborted(interruption.signal));
  interruption.stop();
  await expect(running).rejects.toMatchObject({
    name: "InterruptedError",
    message: "the run was cancelled (Ctrl-C)",
    hint: expect.stringContaining("run the same command again"),
  });
  expect(interruption.ending.reason).toBe(interruption.signal.reason);
  await expect(interruption.assertEngineLives()).rejects.toThrow("was cancelled");
  expect(await interruption.engineDied()).toBe(false);
  await aWhile();
  expect(exit).not.toHaveBeenCalled();
  process.emit("SIGTERM");
  await exited;
});

test.each(signals)(
  "at the end of a run the engine has its answers: %s ends the plugin at once",
  async (signal) => {
    const interruption = watchInterruption(engine);
    await interruption.track(async () => "made");
    interruption.stop();
    const ended = performance.now();
    process.emit(signal);
    await exited;
    expect(performance.now() - ended).toBeLessThan(500); // of the second that an answer has to get away
  },
);

test("what is answered after the first Ctrl-C has its time to get away", async () => {
  const interruption = watchInterruption(engine);
  const running = interruption.track(() => untilAborted(interruption.signal));
  interruption.stop();
  await expect(running).rejects.toThrow("was cancelled");
  const answered = performance.now();
  process.emit("SIGINT");
  await exited;
  expect(performance.now() - answered).toBeGreaterThan(900);
});

test("one whose engine is killed after that undoes what nobody has recorded, and ends", async () => {
  const interruption = watchInterruption(engine);
  await interruption.assertEngineLives();
  const told: string[] = [];
  const watched = interruption.undoIfEngineDies(async () => {
    told.push("undoes");
  });
  interruption.stop();
  lives = false;
  expect(await interruption.engineDied()).toBe(true);
  await exited;
  await watched;
  expect(told).toEqual(["undoes"]);
});
