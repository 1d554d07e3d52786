import { setMaxListeners } from "node:events";
import { InterruptedError } from "../http/errors";
import type { Engine } from "./engine";

/** How often the engine is asked whether it lives. */
const ASK_EVERY_MS = 2_000;
/** What a dying process leaves for answers on their way to the engine. */
const LAST_WORDS_MS = 1_000;

/** How long a create may be taken back after it was answered: by then a backend has recorded it, however far away. */
const AFTER_ANSWER_MS = 3_000;

/** Ends the operations of this process early: on Ctrl-C, and when the engine has died. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Runs an operation under watch. */
  during<T>(operation: () => Promise<T>): Promise<T>;
  /** Throws when the engine has provably died. */
  assertEngineLives(): Promise<void>;
  engineDied(): Promise<boolean>;
  /**
   * Runs `undo` when the engine dies within some seconds after a create was answered, without having told this
   * process to end: it was killed, and most likely before it recorded the answer.
   */
  afterAnswer(undo: () => Promise<void>): void;
}

/**
 * The process outlives a killed engine (its parent is a shell), and would make an image ready that nobody will
 * ever record. So it asks. Only a proven death counts: the engine answered before, and now refuses connections.
 *
 * On SIGINT, which the engine sends five seconds before SIGKILL when Ctrl-C is typed a second time, operations end
 * with what they have, so that the engine can still record it.
 */
export function watchInterruption(engine: Engine): Interruption {
  const abort = new AbortController();
  setMaxListeners(0, abort.signal); // every image listens; Node 20 would warn of a leak from the eleventh on
  const undos = new Set<() => Promise<void>>();
  let answered = false;
  let died = false;
  let running = 0;

  setInterval(() => void ask(), ASK_EVERY_MS).unref();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      undos.clear(); // an engine that ends its plugins in order has recorded what they answered
      end("interrupted");
    });
  }
  return { signal: abort.signal, during, assertEngineLives, engineDied, afterAnswer };

  async function during<T>(operation: () => Promise<T>): Promise<T> {
    running += 1;
    void ask();
    try {
      return await operation();
    } finally {
      running -= 1;
      // Operations that have just ended still have answers on their way.
      if (running === 0 && abort.signal.aborted) setTimeout(() => process.exit(0), LAST_WORDS_MS).unref();
    }
  }

  async function assertEngineLives(): Promise<void> {
    await ask();
    abort.signal.throwIfAborted();
  }

  async function engineDied(): Promise<boolean> {
    await ask();
    return died;
  }

  function afterAnswer(undo: () => Promise<void>): void {
    undos.add(undo);
    setTimeout(() => undos.delete(undo), AFTER_ANSWER_MS).unref();
  }

  async function ask(): Promise<void> {
    const lives = await engine.lives();
    if (lives === true) answered = true;
    if (lives !== false || !answered) return;
    died = true;
    end("the engine that started this update is gone");
  }

  function end(reason: string): void {
    if (abort.signal.aborted) return;
    const hint = "run `pulumi up` again: it goes on with the image that has been started";
    abort.abort(new InterruptedError(reason, { outcome: "unknown", hint }));
    // An undo that fails leaves an image that `pulumi-cloud-images orphans` finds.
    void Promise.allSettled([...undos].map((undo) => undo())).then(() => running === 0 && process.exit(0));
  }
}
