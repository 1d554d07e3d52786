import { type Authorizer, type CallOptions, type Flow, openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import { CloudError, NotFoundError } from "../../http/errors";
import type { Transport } from "../../http/transport";
import type { Job } from "../job";
import type { CloudSettings } from "../settings";
import { apiUrl } from "./apiUrl";
import type { ZstackSession } from "./auth/zstackSession";
import { failuresOf, isSessionOver } from "./failures";
import { isFailedJob, JobAnswer, type JobReading, readingOf, toJob } from "./job";

export interface ZstackJobs {
  /** Undefined for a job that ZStack does not know, or has forgotten. `what` is what the job does, for messages. */
  read(what: string, id: string, options?: CallOptions): Promise<JobReading | undefined>;
  show(id: string, options?: CallOptions): Promise<Job | undefined>;
}

export function zstackJobs(
  settings: CloudSettings,
  session: ZstackSession,
  transport: Transport,
  clock: Clock,
  flow?: Flow,
): ZstackJobs {
  const caller = openCaller(
    readingFailures(transport),
    renewingForPolls(session),
    failuresOf(settings),
    clock,
    flow,
  );
  const failedSessionless = new Set<string>();
  return { read, show };

  /**
   * The open-source release needs no session here, so that ID.1001 is the job's own failure. A server that does need one
   * would answer the same about the poll: so it counts only after a new login, once for each job.
   */
  async function read(what: string, id: string, options?: CallOptions): Promise<JobReading | undefined> {
    if (failedSessionless.has(id)) return poll(what, id, options);
    try {
      return await session.renewing(async () => {
        const seen = await poll(what, id, options);
        if (seen?.state === "failed" && isSessionOver(seen.error)) throw seen.error;
        return seen;
      });
    } catch (error) {
      if (!(error instanceof CloudError) || !isSessionOver(error)) throw error;
      failedSessionless.add(id);
      return { state: "failed", error };
    }
  }

  async function poll(what: string, id: string, options?: CallOptions): Promise<JobReading | undefined> {
    const url = apiUrl(settings, `/api-jobs/${encodeURIComponent(id)}`);
    try {
      const { data, status } = await caller.exchange(
        { what, method: "GET", url, answer: JobAnswer },
        options,
      );
      return readingOf(what, status, data, clock.now());
    } catch (error) {
      if (error instanceof NotFoundError && /\bjob\b/i.test(error.message.slice(what.length)))
        return undefined; // "the job has been expired"
      throw error;
    }
  }

  async function show(id: string, options?: CallOptions): Promise<Job | undefined> {
    const what = `show job ${id}`;
    const seen = await read(what, id, options);
    return seen && toJob(id, what, seen);
  }
}

function readingFailures(transport: Transport): Transport {
  return {
    async send(request, signal) {
      const answer = await transport.send(request, signal);
      return isFailedJob(answer) ? { ...answer, status: 200 } : answer;
    },
    close: () => transport.close(),
  };
}

/** An error with a code is about the job, not about the poll. */
function renewingForPolls(session: ZstackSession): Authorizer {
  return {
    authorize: (request, signal) => session.authorize(request, signal),
    renew: async (request, refusal, signal) =>
      refusal.code === undefined && session.renew(request, refusal, signal),
  };
}
