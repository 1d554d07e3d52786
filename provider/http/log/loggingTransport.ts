import { appendFileSync } from "node:fs";
import { CloudError, whatWasSaid } from "../errors";
import type { HttpAnswer, HttpRequest, Transport } from "../transport";
import { USER_AGENT } from "../userAgent";
import { formatAnswer, formatRequest } from "./formatExchange";
import { inOneLine, printable } from "./printable";
import { LOG_VARIABLE, withoutProgramSecrets } from "./programSecrets";
import { SeenSecrets } from "./seenSecrets";

type Write = (line: string) => void;

/** The open logs, by the variable's value: all runs of a process write to the same log. */
const logs = new Map<string, Write>();
let exchanges = 0;

/**
 * The same transport, which also logs its exchanges for a bug report: one line for each request and one for its result.
 * `secrets` are those in the cloud's settings.
 */
export function loggingTransport(transport: Transport, where: string, secrets: readonly string[]): Transport {
  const seen = new SeenSecrets(secrets);
  const hide = (text: string) => seen.hideIn(text);
  const write = logAt(where);
  return { send, close: () => transport.close() };

  async function send(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    exchanges += 1;
    const say = lineWriter(exchanges);
    const from = performance.now();
    const took = () => `after ${Math.round(performance.now() - from)} ms`;
    seen.addRequest(request);
    say(`> ${formatRequest(request, hide)}`);
    try {
      const answer = await transport.send(request, signal);
      seen.addAnswer(answer, request.confidential === true);
      say(`< ${took()} ${formatAnswer(answer, request.confidential === true, hide)}`);
      return answer;
    } catch (error) {
      const said = error instanceof CloudError ? whatWasSaid(error) : "failed by a bug of this package";
      say(`! ${took()} ${said}`);
      throw error;
    }
  }

  function lineWriter(number: number): (text: string) => void {
    return (text) => write(`#${number} ${clean(text)}`);
  }

  function clean(text: string): string {
    return withoutProgramSecrets(shortened(inOneLine(printable(hide(text)))));
  }
}

const LONGEST_LINE = 6000;

function shortened(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}

function logAt(where: string): Write {
  const openLog = logs.get(where);
  if (openLog !== undefined) return openLog;
  const put = where === "stderr" ? (line: string) => void process.stderr.write(line) : appender(where);
  const write: Write = (line) => put(`${new Date().toISOString()} ${process.pid} ${line}\n`);
  logs.set(where, write);
  write(USER_AGENT);
  return write;
}

/** A log that cannot be written does not stop the run; one warning says so. */
function appender(path: string): Write {
  let hasWarned = false;
  return (line) => {
    try {
      appendFileSync(path, line, { mode: 0o600 });
    } catch (error) {
      if (hasWarned) return;
      hasWarned = true;
      const why = (error as NodeJS.ErrnoException).message;
      process.stderr.write(`${LOG_VARIABLE}: nothing is logged: ${why}\n`);
    }
  };
}
