import { inOneLine, printable } from "../../http/log/printable";
import type { ResourceLog } from "../../lifecycle/operation/host";
import type { Engine, LogLine } from "./engine";
import { showsTable } from "./showsTable";

/** Work that takes no longer is not reported. */
const SLOW_MS = 2_000;
/** In a log, of which nobody waits for the next line. */
const SLOW_IN_LOG_MS = 30_000;

/**
 * The messages of one resource. In its table the engine shows the newest; what is not ephemeral comes once more when the run is
 * over, so that there progress is a status. Elsewhere it prints each message as a line of its own, so that there are few.
 */
export function resourceLog(engine: Engine, urn: string, inTable = showsTable): ResourceLog {
  const send = (severity: LogLine["severity"], ephemeral: boolean) => (text: string) =>
    engine.log({ urn, text: printable(text), severity, ephemeral });
  const line = (text: string) => send("info", false)(inOneLine(text));
  const show = (text: string) => send("info", true)(inOneLine(text));
  let shown = "";
  const status = (text: string) => {
    shown = text;
    show(text);
  };
  /** Work that is shown instead, the newest last. */
  const slow: string[] = [];
  const say = inTable() ? show : line;
  return {
    status: inTable() ? status : () => {},
    entry: inTable() ? () => {} : line,
    line,
    warn: send("warning", false),
    debug: send("debug", false),
    async during(step, work) {
      let said = false;
      const report = () => {
        said = true;
        slow.push(step);
        say(step);
      };
      const timer = setTimeout(report, inTable() ? SLOW_MS : SLOW_IN_LOG_MS).unref();
      try {
        return await work;
      } finally {
        clearTimeout(timer);
        if (said) slow.splice(slow.lastIndexOf(step), 1);
        // A wait that goes on does not repeat its words, and what comes next may be quick.
        if (said && inTable()) show(slow.at(-1) ?? shown);
      }
    },
  };
}
