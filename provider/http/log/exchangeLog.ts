import { appendFileSync } from "node:fs";
import { CloudError, whatWasSaid } from "../errors";
import type { HttpAnswer, HttpRequest, Transport } from "../transport";
import { USER_AGENT } from "../userAgent";
import { LOG_VARIABLE, withoutProgramSecrets } from "./keepOutOfLog";
import { inOneLine, printable } from "./printable";
import { SeenSecrets } from "./seenSecrets";
import { shownAnswer, shownRequest } from "./shownExchange";

type Write = (line: string) => void;

/** Where lines go, by what the variable says; the runs of one process write into one log. */
const logs = new Map<string, Write>();
let exchanges = 0;

/**
 * The same transport, whose exchanges are written down for a bug report: each request, and what came of it, in a line each.
 * `secrets` are those that the cloud's settings hold.
 */
export function logged(transport: Transport, where: string, secrets: readonly string[]): Transport {
  const seen = new SeenSecrets(secrets);
  const hide = (text: string) => seen.hidden(text);
  const write = logAt(where);
  return { send, close: () => transport.close() };

  async function send(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    exchanges += 1;
    const say = teller(exchanges);
    const from = performance.now();
    const took = () => `after ${Math.round(performance.now() - from)} ms`;
    seen.inRequest(request);
    say(`> ${shownRequest(request, hide)}`);
    try {
      const answer = await transport.send(request, signal);
      seen.inAnswer(answer, request.confidential === true);
      say(`< ${took()} ${shownAnswer(answer, request.confidential === true, hide)}`);
      return answer;
    } catch (error) {
      const said = error instanceof CloudError ? whatWasSaid(error) : "failed by a bug of this package";
      say(`! ${took()} ${said}`);
      throw error;
    }
  }

  function teller(number: number): (text: string) => void {
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
  const known = logs.get(where);
  if (known !== undefined) return known;
  const put = where === "stderr" ? (line: string) => void process.stderr.write(line) : appending(where);
  const write: Write = (line) => put(`${new Date().toISOString()} ${process.pid} ${line}\n`);
  logs.set(where, write);
  write(USER_AGENT);
  return write;
}

/** A log that cannot be written stops nothing, and is told once. */
function appending(path: string): Write {
  let told = false;
  return (line) => {
    try {
      appendFileSync(path, line, { mode: 0o600 });
    } catch (error) {
      if (told) return;
      told = true;
      const why = (error as NodeJS.ErrnoException).message;
      process.stderr.write(`${LOG_VARIABLE}: nothing is logged: ${why}\n`);
    }
  };
}
