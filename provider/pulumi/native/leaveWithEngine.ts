import type { Engine } from "../process/engine";

const CHECK_EVERY_MS = 2_000;

/**
 * Ends this process when its engine is gone, until `stop`: for a plugin that is asked for its schema alone, which nobody
 * configures. A language host starts one, and has no time to end it when it is killed itself.
 */
export function leaveWithEngine(engine: Engine): { stop(): void } {
  let hasAnswered = false;
  let stopped = false;
  const check = async () => {
    const isAlive = await engine.isAlive();
    hasAnswered ||= isAlive === true;
    if (isAlive === false && hasAnswered && !stopped) process.exit(0);
  };
  void check();
  const timer = setInterval(() => void check(), CHECK_EVERY_MS).unref();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
