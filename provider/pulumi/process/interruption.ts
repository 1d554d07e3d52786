import { setMaxListeners } from "node:events";
import { InterruptedError } from "../../http/errors";
import type { Engine } from "./engine";

/** How often the engine is probed for being alive. */
const CHECK_EVERY_MS = 2_000;
/** The same while an answer may not be recorded yet. */
const CHECK_OFTEN_MS = 250;
/** How long after its answer a create may be undone. By then any backend has recorded it, however far away. */
const UNDO_WINDOW_MS = 3_000;
/** By the wall clock: a machine that has been asleep since must not undo what may belong to somebody else by now. */
const UNDO_WALL_CLOCK_LIMIT_MS = 60_000;
/** The time that an answer needs to get from here to the engine. */
const ANSWER_DELIVERY_MS = 1_000;

/** Ends the operations of this process early, on Ctrl-C and when the engine has died. */
export interface Interruption {
  /** Aborted when operations must end at once. */
  readonly signal: AbortSignal;
  /** Aborted by `cancel` too: what has not begun must not begin. */
  readonly ending: AbortSignal;
  /** For the first Ctrl-C: the engine begins nothing new, and waits for what is running. */
  cancel(): void;
  /**
   * The same for a plugin, of which the engine expects that it ends what is running, and records what comes of it. The process
   * stays, for it is the engine's to end: it calls this at the end of every run, and reports a plugin that leaves by itself.
   */
  stop(): void;
  /** Runs an operation, for which the end of this process waits. */
  track<T>(operation: () => Promise<T>): Promise<T>;
  /** Throws if the engine is known to have died. */
  assertEngineLives(): Promise<void>;
  engineDied(): Promise<boolean>;
  /**
   * Runs `undo` if the engine dies within a few seconds after a create was answered, without telling this process to end:
   * then it was killed, most likely before it recorded the answer.
   */
  undoIfEngineDies(undo: () => Promise<void>): Promise<void>;
}

/**
 * This process outlives a killed engine, because its parent is a shell, and would finish an image that nobody records. So it
 * probes the engine. The engine, which listened before it started this process, counts as dead once its address refuses
 * connections: it may be killed before the first probe, and then it never answers one.
 *
 * On a second Ctrl-C the engine sends SIGINT, on Windows CTRL_BREAK (cmdutil/term_windows.go), and SIGKILL five seconds later.
 * On such a signal, operations end with what they have, so that the engine can still record it.
 */
export function watchInterruption(
  engine: Engine,
  /** Must be quick: the engine waits for five seconds at most. */
  beforeExit: () => Promise<void> = async () => {},
): Interruption {
  const abort = new AbortController();
  const ending = new AbortController();
  // every image adds a listener; from the eleventh on, Node 20 would warn of a leak
  setMaxListeners(0, abort.signal, ending.signal);
  /** Each with the time of its answer, by the wall clock, which goes on while a machine sleeps. */
  const undos = new Map<() => Promise<void>, number>();
  let died = false;
  /** Whether this process is to end as soon as it is idle. */
  let leaving = false;
  let running = 0;
  /** By the monotonic clock. Long ago where the engine is known to have the answer. */
  let lastAnswerAt = 0;
  let undoing: Promise<unknown> = Promise.resolve();

  setInterval(() => void checkEngine(), CHECK_EVERY_MS).unref();
  for (const signal of ["SIGINT", "SIGTERM", "SIGBREAK"] as const) {
    process.on(signal, () => {
      // An engine that shuts its plugins down has recorded their answers, or has failed to write its state. From here the two
      // look the same, and in the first case nothing may be undone. In the second, the next create reports the lost image.
      undos.clear();
      end("interrupted");
    });
  }
  return {
    signal: abort.signal,
    ending: ending.signal,
    cancel,
    stop,
    track,
    assertEngineLives,
    engineDied,
    undoIfEngineDies,
  };

  function cancel(): void {
    ending.abort(cancelled());
  }

  function stop(): void {
    const reason = cancelled();
    abort.abort(reason);
    ending.abort(reason);
    if (running === 0) lastAnswerAt = Number.NEGATIVE_INFINITY; // a run that has ended has its answers
  }

  async function track<T>(operation: () => Promise<T>): Promise<T> {
    running += 1;
    void checkEngine();
    try {
      return await operation();
    } finally {
      running -= 1;
      lastAnswerAt = performance.now();
      if (leaving) exitWhenIdle();
    }
  }

  async function assertEngineLives(): Promise<void> {
    await checkEngine();
    abort.signal.throwIfAborted();
  }

  async function engineDied(): Promise<boolean> {
    await checkEngine();
    return died;
  }

  async function undoIfEngineDies(undo: () => Promise<void>): Promise<void> {
    undos.set(undo, Date.now());
    const until = performance.now() + UNDO_WINDOW_MS;
    while (undos.has(undo) && !leaving) {
      await new Promise((wake) => setTimeout(wake, CHECK_OFTEN_MS).unref());
      const isAlive = await checkEngine();
      // Dropped only after a probe that found the engine alive: otherwise a death at the very end would be missed.
      if (isAlive !== false && performance.now() > until) undos.delete(undo);
    }
  }

  async function checkEngine(): Promise<boolean | undefined> {
    const isAlive = await engine.isAlive();
    if (isAlive === false) {
      died = true;
      end("the engine that started this update is gone");
    }
    return isAlive;
  }

  function end(reason: string): void {
    if (leaving) return;
    leaving = true;
    const hint = "run `pulumi up` again: it goes on with the image that has been started";
    const interrupted = new InterruptedError(reason, { outcome: "unknown", hint });
    abort.abort(interrupted);
    ending.abort(interrupted);
    // An undo that fails leaves an image that `pulumi-cloud-images orphans` finds.
    const mayUndo = [...undos].filter(([, answeredAt]) => Date.now() - answeredAt < UNDO_WALL_CLOCK_LIMIT_MS);
    undoing = Promise.allSettled(mayUndo.map(([undo]) => undo()));
    exitWhenIdle();
  }

  /** Exits once no operation runs, all undoing has ended, and the last answer has had its time to reach the engine. */
  function exitWhenIdle(): void {
    void undoing.then(() => {
      if (running > 0) return;
      const remaining = lastAnswerAt + ANSWER_DELIVERY_MS - performance.now();
      const delivered = new Promise((done) => setTimeout(done, Math.max(0, remaining)));
      // A failure here must neither end the process before its last answer is delivered, nor keep it alive.
      void Promise.allSettled([delivered, beforeExit()]).then(() => process.exit(0));
    });
  }
}

/** It may be an `up`, a `destroy` or a `refresh`. */
function cancelled(): InterruptedError {
  const hint = "run the same command again: it goes on where this run has ended";
  return new InterruptedError("the run was cancelled (Ctrl-C)", { outcome: "unknown", hint });
}
