import { setMaxListeners } from "node:events";
import { InterruptedError } from "../../http/errors";
import type { Engine } from "./engine";

/** How often the engine is asked whether it lives; and while an answer may not be recorded yet. */
const CHECK_EVERY_MS = 2_000;
const CHECK_OFTEN_MS = 250;
/** How long a create may be taken back after it was answered: by then a backend has recorded it, however far away. */
const AFTER_ANSWER_MS = 3_000;
/** A machine that has slept since must not touch what may be another's by now. */
const UNDONE_WITHIN_MS = 60_000;
/** What an answer takes to get from here to the engine. */
const LAST_WORDS_MS = 1_000;

/** Ends the operations of this process early: on Ctrl-C, and when the engine has died. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Aborted by `cancel` too. */
  readonly ending: AbortSignal;
  /** The engine begins nothing new, and waits for what runs: Ctrl-C was typed once. */
  cancel(): void;
  /** Runs an operation under watch. */
  during<T>(operation: () => Promise<T>): Promise<T>;
  /** Throws when the engine has provably died. */
  assertEngineLives(): Promise<void>;
  engineDied(): Promise<boolean>;
  /**
   * Runs `undo` when the engine dies within some seconds after a create was answered, without having told this
   * process to end: it was killed, and most likely before it recorded the answer.
   */
  afterAnswer(undo: () => Promise<void>): Promise<void>;
}

/**
 * The process outlives a killed engine (its parent is a shell), and would make an image ready that nobody will
 * ever record. So it asks. Only a proven death counts: the engine answered before, and now refuses connections.
 *
 * On SIGINT, which the engine sends five seconds before SIGKILL when Ctrl-C is typed a second time, operations end
 * with what they have, so that the engine can still record it.
 */
export function watchInterruption(
  engine: Engine,
  /** Must end by itself: the engine waits for five seconds. */
  beforeExit: () => Promise<void> = async () => {},
): Interruption {
  const abort = new AbortController();
  const ending = new AbortController();
  setMaxListeners(0, abort.signal, ending.signal); // every image listens; Node 20 would warn of a leak from the eleventh on
  /** With the time of their answers, by the wall clock, which goes on while a machine sleeps. */
  const undos = new Map<() => Promise<void>, number>();
  let answered = false;
  let died = false;
  let running = 0;
  /** By a clock that nobody sets. */
  let lastAnswerAt = 0;
  let undone: Promise<unknown> = Promise.resolve();

  setInterval(() => void checkEngine(), CHECK_EVERY_MS).unref();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // An engine that ends its plugins in order has recorded what they answered, or could not write its state: from here
      // the two look the same, and after the first nothing may be undone. Of the second the next create tells (lostImages).
      undos.clear();
      end("interrupted");
    });
  }
  return {
    signal: abort.signal,
    ending: ending.signal,
    cancel,
    during,
    assertEngineLives,
    engineDied,
    afterAnswer,
  };

  function cancel(): void {
    const hint = "run `pulumi up` again: it goes on where this run has ended";
    ending.abort(new InterruptedError("the run was cancelled (Ctrl-C)", { outcome: "unknown", hint }));
  }

  async function during<T>(operation: () => Promise<T>): Promise<T> {
    running += 1;
    void checkEngine();
    try {
      return await operation();
    } finally {
      running -= 1;
      lastAnswerAt = performance.now();
      if (abort.signal.aborted) leave();
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

  async function afterAnswer(undo: () => Promise<void>): Promise<void> {
    undos.set(undo, Date.now());
    const until = performance.now() + AFTER_ANSWER_MS;
    while (undos.has(undo) && !abort.signal.aborted) {
      await new Promise((wake) => setTimeout(wake, CHECK_OFTEN_MS).unref());
      const lives = await checkEngine();
      // Dropped only after a check that found the engine alive: else a death at the very end would go unseen.
      if (lives !== false && performance.now() > until) undos.delete(undo);
    }
  }

  async function checkEngine(): Promise<boolean | undefined> {
    const lives = await engine.lives();
    if (lives === true) answered = true;
    if (lives === false && answered) {
      died = true;
      end("the engine that started this update is gone");
    }
    return lives;
  }

  function end(reason: string): void {
    if (abort.signal.aborted) return;
    const hint = "run `pulumi up` again: it goes on with the image that has been started";
    const interrupted = new InterruptedError(reason, { outcome: "unknown", hint });
    abort.abort(interrupted);
    ending.abort(interrupted);
    // An undo that fails leaves an image that `pulumi-cloud-images orphans` finds.
    const mayUndo = [...undos].filter(([, answeredAt]) => Date.now() - answeredAt < UNDONE_WITHIN_MS);
    undone = Promise.allSettled(mayUndo.map(([undo]) => undo()));
    leave();
  }

  /** When nothing runs any more, everything to be undone is undone, and the last answer had its time to get away. */
  function leave(): void {
    void undone.then(() => {
      if (running > 0) return;
      const left = lastAnswerAt + LAST_WORDS_MS - performance.now();
      const answered = new Promise((away) => setTimeout(away, Math.max(0, left)));
      // Whatever fails at the end must not end the process before its last answer is away, nor keep it alive.
      void Promise.allSettled([answered, beforeExit()]).then(() => process.exit(0));
    });
  }
}
