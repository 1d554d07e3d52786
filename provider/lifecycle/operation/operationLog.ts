import type { ResourceLog } from "./host";

/**
 * The log of one operation. Its entries begin with the image's name, for a log may be read without its engine's columns. A
 * message that is lost is no reason to lose an image. An empty status takes back what was shown, if anything was.
 */
export function operationLog(log: ResourceLog, name: unknown): ResourceLog {
  const attempt = (say: (text: string) => void) => (text: string) => {
    try {
      say(text);
    } catch {
      // nobody could be told of it
    }
  };
  let shown = false;
  const about = typeof name === "string" && name !== "" ? `${name}: ` : "";
  return {
    status: attempt((text) => {
      if (text === "" && !shown) return;
      shown = text !== "";
      log.status(text);
    }),
    entry: attempt((text) => log.entry(`${about}${text}`)),
    line: attempt((text) => log.line(text)),
    warn: attempt((text) => log.warn(text)),
    debug: attempt((text) => log.debug?.(text)),
    during: (step, work) => during(log, step, work),
  };
}

/** Resolves as the work does; says the step if that takes long, where somebody listens. */
export function during<Result>(
  log: Pick<ResourceLog, "during">,
  step: string,
  work: Promise<Result>,
): Promise<Result> {
  return log.during === undefined ? work : log.during(step, work);
}
