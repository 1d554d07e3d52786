import type { CallOptions } from "../../http/call";
import type { Clock } from "../../http/clock";
import { CloudError } from "../../http/errors";
import { openTimeout } from "../../http/openTimeout";
import { type Finding, note } from "./finding";

/** One thing to probe before a create. */
export interface Probe {
  /** What it reads, for messages: `server 4f2a…`. */
  readonly at: string;
  /** What is found there, and what is to be probed because of it. */
  run(options: CallOptions): Promise<ProbeResult>;
}

export type ProbeResult = readonly (Finding | Probe)[];

/** A preview must not hang when a service does not answer. */
const LIMIT_MS = 30_000;

/** Probes everything at once. A probe that fails is a note: whether the cloud would refuse is then not known. */
export async function probeAll(
  todo: ProbeResult,
  clock: Clock,
  options: CallOptions,
  limitMs = LIMIT_MS,
): Promise<readonly Finding[]> {
  const limit = openTimeout(limitMs, options.signal);
  const deadline = Math.min(options.deadline ?? Number.POSITIVE_INFINITY, clock.now() + limitMs);
  const findings: Finding[] = [];
  let late = false;
  try {
    await see(todo);
  } finally {
    limit.close();
  }
  return late ? [...findings, note(`the preflight did not finish within ${limitMs / 1000} s`)] : findings;

  async function see(seen: ProbeResult): Promise<void> {
    findings.push(...seen.filter((one) => "severity" in one));
    await Promise.all(seen.filter((one) => "run" in one).map(follow));
  }

  async function follow({ at, run }: Probe): Promise<void> {
    try {
      await see(await run({ signal: limit.signal, deadline }));
    } catch (error) {
      options.signal?.throwIfAborted();
      if (limit.signal.aborted) late = true;
      else if (error instanceof CloudError) findings.push(unseen(at, error));
      else throw error;
    }
  }
}

function unseen(at: string, { message, hint }: CloudError): Finding {
  return note(`could not look at ${at}: ${hint === undefined ? message : `${message}; ${hint}`}`);
}
