import type { Cloud } from "../../clouds/cloud";
import type { CallOptions } from "../../http/call";
import { CloudError } from "../../http/errors";
import { openTimeout } from "../../http/openTimeout";
import { type Finding, note } from "./finding";

/** One thing to probe before a create. */
export interface Probe {
  /** What it reads, for messages: `server 4f2a…`. */
  readonly subject: string;
  /** What is found there, and what is to be probed because of it. */
  run(options: CallOptions): Promise<ProbeResult>;
}

export type ProbeResult = readonly (Finding | Probe)[];

/** A preview must not hang when a service does not answer. The queue of the calls does not count. */
const LIMIT_MS = 30_000;

/** Probes everything at once. A probe that fails is a note: whether the cloud would refuse is then not known. */
export async function probeAll(
  todo: ProbeResult,
  { clock, queue }: Pick<Cloud, "clock"> & Partial<Pick<Cloud, "queue">>,
  options: CallOptions,
  limitMs = LIMIT_MS,
): Promise<readonly Finding[]> {
  const limit = openTimeout(limitMs, options.signal, undefined, queue);
  const last = queue?.limit(limitMs) ?? { at: clock.now() + limitMs };
  const findings: Finding[] = [];
  let isLate = false;
  try {
    await collect(todo);
  } finally {
    limit.close();
  }
  return isLate ? [...findings, note(`the preflight did not finish within ${limitMs / 1000} s`)] : findings;

  async function collect(seen: ProbeResult): Promise<void> {
    findings.push(...seen.filter((one) => "severity" in one));
    await Promise.all(seen.filter((one) => "run" in one).map(runProbe));
  }

  async function runProbe({ subject, run }: Probe): Promise<void> {
    try {
      const deadline = Math.min(options.deadline ?? Number.POSITIVE_INFINITY, last.at);
      await collect(await run({ ...options, signal: limit.signal, deadline }));
    } catch (error) {
      options.signal?.throwIfAborted();
      if (limit.signal.aborted) isLate = true;
      else if (error instanceof CloudError) findings.push(failedProbe(subject, error));
      else throw error;
    }
  }
}

function failedProbe(subject: string, { message, hint }: CloudError): Finding {
  return note(`could not look at ${subject}: ${hint === undefined ? message : `${message}; ${hint}`}`);
}
