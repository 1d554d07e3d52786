import { type Authorizer, type CallOptions, openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import { CloudError, NotFoundError, ThrottledError } from "../../http/errors";
import type { Transport } from "../../http/send";
import type { LookOptions } from "../../waiting/watch";
import type { Job } from "../job";
import type { CloudSettings } from "../settings";
import { apiUrl } from "./address";
import { isSessionOver, zstackFailures } from "./failures";
import { JobAnswer, type JobLook, lookOf, tellsFailure, toJob } from "./job";
import type { ZstackSession } from "./session";

export interface ZstackJobs {
  /** Undefined for a job that ZStack does not know, or knows no more. `what` is what the job does, for messages. */
  look(what: string, id: string, options?: CallOptions): Promise<JobLook | undefined>;
  show(id: string, options?: CallOptions): Promise<Job | undefined>;
  /** One call for each: ZStack lists none. */
  showAll(ids: readonly string[], options: LookOptions): Promise<Map<string, Job>>;
}

/** Looks sent at a time: many images of a stack must not take all connections from their own creates. */
const AT_ONCE = 4;

export function zstackJobs(
  settings: CloudSettings,
  session: ZstackSession,
  transport: Transport,
  clock: Clock,
): ZstackJobs {
  const caller = openCaller(readingFailures(transport), onlyOwn(session), zstackFailures, clock);
  const failedSessionless = new Set<string>();
  return { look, show, showAll };

  /**
   * The open source asks for no session here, so ID.1001 is what became of the job. A server that does ask for one
   * would say the same of the look: so it is believed only after a new log-in, once for each job.
   */
  async function look(what: string, id: string, options?: CallOptions): Promise<JobLook | undefined> {
    if (failedSessionless.has(id)) return ask(what, id, options);
    try {
      return await session.renewing(async () => {
        const seen = await ask(what, id, options);
        if (seen?.state === "failed" && isSessionOver(seen.error)) throw seen.error;
        return seen;
      });
    } catch (error) {
      if (!(error instanceof CloudError) || !isSessionOver(error)) throw error;
      failedSessionless.add(id);
      return { state: "failed", error };
    }
  }

  async function ask(what: string, id: string, options?: CallOptions): Promise<JobLook | undefined> {
    const url = apiUrl(settings, `/api-jobs/${encodeURIComponent(id)}`);
    try {
      const { data, status } = await caller.exchange(
        { what, method: "GET", url, answer: JobAnswer },
        options,
      );
      return lookOf(what, status, data, clock.now());
    } catch (error) {
      if (error instanceof NotFoundError) return undefined; // "the job has been expired"
      throw error;
    }
  }

  async function show(id: string, options?: CallOptions): Promise<Job | undefined> {
    const what = `show job ${id}`;
    const seen = await look(what, id, options);
    return seen && toJob(id, what, seen);
  }

  /** A look that fails is no news of its own job, and hides that of no other. */
  async function showAll(ids: readonly string[], options: LookOptions): Promise<Map<string, Job>> {
    const found = new Map<string, Job>();
    const failed = new Map<string, CloudError>();
    for (let at = 0; at < ids.length; at += AT_ONCE)
      await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => one(id)));
    const [first] = failed.values();
    if (first !== undefined && failed.size === ids.length) throw first;
    for (const [id, { message }] of failed)
      found.set(id, { id, state: "running", step: `cannot look: ${message}` });
    return found;

    async function one(id: string): Promise<void> {
      try {
        const job = await show(id, options);
        if (job !== undefined) found.set(id, job);
      } catch (error) {
        if (!(error instanceof CloudError) || error instanceof ThrottledError) throw error; // slows down everybody
        failed.set(id, error);
      }
    }
  }
}

function readingFailures(transport: Transport): Transport {
  return {
    async send(request, signal) {
      const answer = await transport.send(request, signal);
      return tellsFailure(answer) ? { ...answer, status: 200 } : answer;
    },
    close: () => transport.close(),
  };
}

/** What is refused with a code is the job, not the look. */
function onlyOwn(session: ZstackSession): Authorizer {
  return {
    authorize: (request, signal) => session.authorize(request, signal),
    renew: async (request, refusal, signal) =>
      refusal.code === undefined && session.renew(request, refusal, signal),
  };
}
