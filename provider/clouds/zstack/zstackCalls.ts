import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { CallOptions, Flow } from "../../http/call";
import type { Clock } from "../../http/clock";
import { CloudError, WaitTimeoutError } from "../../http/errors";
import type { Transport } from "../../http/transport";
import { Pace } from "../../polling/pace";
import { until } from "../../polling/until";
import type { CloudSettings } from "../settings";
import { apiUrl } from "./apiUrl";
import type { ZstackSession } from "./auth/zstackSession";
import { openZstackCaller } from "./caller";
import { failuresOf } from "./failures";
import { JobAnswer, type JobResult } from "./job";
import type { ZstackJobs } from "./zstackJobs";

type Query = Readonly<Record<string, string | readonly string[]>>;

export interface Reading<Answer> {
  readonly what: string;
  readonly path: string;
  readonly query?: Query;
  readonly answer: z.ZodType<Answer>;
}

/** A call that changes something: ZStack accepts it, and checks and executes it in a job (docs/vendors/zstack.md#jobs). */
export interface Order {
  readonly what: string;
  readonly method: "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
}

export interface ZstackCalls {
  read<Answer>(reading: Reading<Answer>, options?: CallOptions): Promise<Answer>;
  /** `duplicate`: ZStack knows a job of this uuid, and has started nothing. */
  submit(order: Order, jobUuid: string, options?: CallOptions): Promise<Submitted>;
  /** Resolves when the job is done; rejects with what it failed with. */
  perform(order: Order, options?: CallOptions): Promise<JobResult>;
  /** Resolves when the job is done, however it ended; or at the deadline, as soon as ZStack has accepted it. */
  entrust(order: Order, options?: CallOptions): Promise<void>;
}

export type Submitted =
  | { readonly state: "accepted" | "duplicate"; readonly jobUuid: string }
  | { readonly state: "done"; readonly result: JobResult };

const Accepted = JobAnswer.extend({ location: z.string().nullish() });

/** ZStack's own timeout of most jobs. */
const USUAL_TIMEOUT_MS = 30 * 60_000;

export function zstackCalls(
  settings: CloudSettings,
  session: ZstackSession,
  jobs: ZstackJobs,
  transport: Transport,
  clock: Clock,
  flow?: Flow,
): ZstackCalls {
  const caller = openZstackCaller(transport, session, failuresOf(settings), clock, flow);
  return { read, submit, perform, entrust };

  function read<Answer>({ what, path, query, answer }: Reading<Answer>, options?: CallOptions) {
    return caller.call({ what, method: "GET", url: apiUrl(settings, path, query), answer }, options);
  }

  /**
   * May be sent again when its answer is lost: a job uuid starts one job only
   * (docs/vendors/zstack.md#uuids-chosen-by-the-caller).
   */
  async function submit(order: Order, jobUuid: string, options?: CallOptions): Promise<Submitted> {
    const { what, method, path, query, body } = order;
    const url = apiUrl(settings, path, query);
    const headers = { "x-job-uuid": jobUuid };
    const call = { what, method, url, headers, body, idempotent: true, answer: Accepted } as const;
    try {
      const { data, status } = await caller.exchange(call, options);
      if (status === 200) return { state: "done", result: data };
      return { state: "accepted", jobUuid: uuidIn(data.location) ?? jobUuid };
    } catch (error) {
      if (isDuplicate(error)) return { state: "duplicate", jobUuid };
      throw error;
    }
  }

  function perform(order: Order, options: CallOptions = {}): Promise<JobResult> {
    return session.renewing(async () => {
      const sent = await submit(order, newJobUuid(), options);
      return sent.state === "done" ? sent.result : untilDone(order.what, sent.jobUuid, options);
    });
  }

  async function entrust(order: Order, { deadline = 0, ...options }: CallOptions = {}): Promise<void> {
    const sent = await submit(order, newJobUuid(), { ...options, deadline });
    if (sent.state === "done") return;
    const over = new AbortController();
    const done = untilDone(order.what, sent.jobUuid, { signal: over.signal }).catch(() => undefined);
    await Promise.race([done, clock.sleep(Math.max(0, deadline - clock.now()), over.signal)]);
    over.abort();
  }

  /** Polls the job of a call. It shares the queue of the calls, not the pace of the polls for long operations. */
  async function untilDone(what: string, id: string, options: CallOptions): Promise<JobResult> {
    const { signal, errand } = options;
    const limit = flow?.queue?.limit(USUAL_TIMEOUT_MS) ?? { at: clock.now() + USUAL_TIMEOUT_MS };
    const by = () => options.deadline ?? limit.at;
    try {
      return await until<JobResult>(
        async () => {
          const seen = await jobs.read(what, id, { signal, errand, isPoll: true, deadline: by() });
          if (seen === undefined) return { state: "failed", error: forgotten(what) };
          if (seen.state === "running") return { state: "pending", step: "running" };
          return seen.state === "failed" ? seen : { state: "done", result: seen.result };
        },
        {
          on: { clock, pace: new Pace() },
          get deadline() {
            return by();
          },
          signal,
          patient: true,
        },
      );
    } catch (error) {
      throw error instanceof WaitTimeoutError
        ? new WaitTimeoutError(`${what}: ${error.message}`, { outcome: "unknown", cause: error })
        : error;
    }
  }
}

/** A uuid as ZStack's, without dashes. */
function newJobUuid(): string {
  return randomUUID().replaceAll("-", "");
}

/** The host in it is what the management node takes for its own address, which may be unreachable from elsewhere. */
function uuidIn(location: string | null | undefined): string | undefined {
  return /\/api-jobs\/([0-9a-f]{32})(?:[/?#]|$)/.exec(location ?? "")?.[1];
}

function isDuplicate(error: unknown): boolean {
  return error instanceof CloudError && error.status === 400 && /Duplicate job uuid/i.test(error.message);
}

function forgotten(what: string): CloudError {
  return new CloudError(`${what}: ZStack has accepted it, and does not know its job any more`, {
    outcome: "unknown",
  });
}
