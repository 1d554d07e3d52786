import type { z } from "zod";
import type { Clock } from "./clock";
import { CloudError, CredentialsError, NotFoundError, ProtocolError, ThrottledError } from "./errors";
import { complaintInside } from "./failures/complaint";
import { type FailureTable, failureOf, isHtmlPage } from "./failures/failureOf";
import { interrupted } from "./failures/interrupted";
import { complaintDespiteSuccess, unexpectedAnswer } from "./failures/protocolErrors";
import { withoutSent } from "./log/withoutSent";
import type { CallQueue, Queued, Slot } from "./queue/callQueue";
import { snippet } from "./redact";
import { RetryBudget } from "./retry/retryBudget";
import { cloudAnswered, retryDelayMs } from "./retry/retryDelayMs";
import type { HttpAnswer, HttpRequest, Transport } from "./transport";

/** Puts the credentials on a request: an X-Auth-Token header, or a signature over its very bytes. */
export interface Authorizer {
  authorize(request: HttpRequest, signal?: AbortSignal): Promise<HttpRequest>;
  /**
   * Called when the cloud refused the credentials of `request`: gets new ones, or corrects the signature. False if neither
   * can help.
   */
  renew(request: HttpRequest, refusal: CredentialsError, signal?: AbortSignal): Promise<boolean>;
}

/** One call of an API, described; nothing has been sent. */
export interface Call<Answer> {
  /** What the call is for, in the words of messages: "show volume 16369c5d". */
  readonly what: string;
  readonly method: HttpRequest["method"];
  readonly url: URL;
  /** See HttpRequest. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Default: true for everything but POST. */
  readonly idempotent?: boolean;
  /** See HttpRequest. */
  readonly confidential?: boolean;
  /** Schema of the answer's JSON. Without one the body is not parsed. */
  readonly answer?: z.ZodType<Answer>;
}

export interface CallOptions extends Queued {
  /**
   * Milliseconds since the epoch after which no further attempt starts; the time that this call queues is not counted. Default: two
   * minutes from now.
   */
  readonly deadline?: number | undefined;
  /**
   * For polls, which do not queue with the other calls: resolves when the next request may be sent. A caller that sets it gets a
   * throttling error at once, and slows down itself.
   */
  readonly awaitTurn?: (() => Promise<void>) | undefined;
  /** Called right before each attempt, which it may still prevent: long may have passed in the queue. */
  readonly beforeSending?: (() => Promise<void> | void) | undefined;
}

/** What all callers of one cloud share. */
export interface Flow {
  /** What is no poll waits here. Absent: for sign-ins, which all that queues may wait for. */
  readonly queue?: CallQueue;
  /** Called when the cloud throttles any call, so that the polls can slow down, too. */
  readonly onThrottled?: (error: ThrottledError) => void;
}

export interface Caller {
  call<Answer>(call: Call<Answer>, options?: CallOptions): Promise<Answer>;
  /** The same, and also returns status and headers (lower-case names): Keystone issues its tokens in a header. */
  exchange<Answer>(call: Call<Answer>, options?: CallOptions): Promise<FullAnswer<Answer>>;
}

export interface FullAnswer<Answer> {
  readonly data: Answer;
  /** The only sign by which ZStack distinguishes a running job (202) from a finished one (200). */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** For calls without credentials: the login itself. */
export const anonymous: Authorizer = {
  authorize: async (request) => request,
  renew: async () => false,
};

const DEFAULT_DEADLINE_MS = 120_000;

/**
 * Sends calls: adds credentials, retries within a budget, turns failures into errors, parses answers. There is one for each
 * cloud of a run. `isFailure` finds failures among answers that have a status of success.
 */
export function openCaller(
  transport: Transport,
  authorizer: Authorizer,
  failures: FailureTable,
  clock: Clock,
  { queue, onThrottled }: Flow = {},
  isFailure: (answer: HttpAnswer) => boolean = () => false,
): Caller {
  const budgets = new Map<string, RetryBudget>();
  return {
    call: async (call, options = {}) => (await perform(call, options)).data,
    exchange: (call, options = {}) => perform(call, options),
  };

  async function perform<Answer>(call: Call<Answer>, options: CallOptions): Promise<FullAnswer<Answer>> {
    const idempotent = call.idempotent ?? call.method !== "POST";
    const budget = budgetOf(call.url.origin);
    let deadline = options.deadline ?? clock.now() + DEFAULT_DEADLINE_MS;
    let renewed = false;
    let mayBeDeleted = false;
    for (let number = 1; ; number++) {
      const busyMs = queue?.busyMs ?? 0;
      const slot = await turn(call, options);
      deadline += (queue?.busyMs ?? 0) - busyMs;
      const request = await ready(call, idempotent, options).catch((error: unknown) => {
        slot?.close();
        throw error;
      });
      if (options.awaitTurn !== undefined) queue?.polled();
      slot?.sent();
      const sentAt = clock.now();
      try {
        const answer = await transport.send(request, options.signal);
        if (answer.status >= 200 && answer.status < 300 && !isFailure(answer)) {
          budget.succeed();
          return { data: parseAnswer(call, answer, request), status: answer.status, headers: answer.headers };
        }
        throw failureOf(call.what, withoutSent(answer, request), failures, clock.now());
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        if (cloudAnswered(error)) budget.succeed();
        if (error instanceof NotFoundError) error.afterUnknown = mayBeDeleted;
        mayBeDeleted ||= call.method === "DELETE" && error.outcome === "unknown";
        if (error instanceof CredentialsError && !renewed) {
          renewed = true;
          if (await authorizer.renew(request, error, options.signal)) continue;
        }
        if (error instanceof ThrottledError) {
          // Only the first attempt slows the others down: a few calls that are throttled again and again would block them
          // for ever.
          const isNews = options.awaitTurn !== undefined || number === 1;
          queue?.throttled(error, sentAt, isNews);
          if (isNews) onThrottled?.(error);
          if (options.awaitTurn !== undefined) throw error;
        }
        const delay = retryDelayMs(error, { number, idempotent, random: clock.random() });
        if (delay === undefined || clock.now() + delay > deadline || !budget.pay(error)) throw error;
        await clock.sleep(delay, options.signal);
      }
    }
  }

  /** A poll has been told its turn by who sends it; what else leaves the queue unsent has done nothing. */
  async function turn({ method, url }: Call<unknown>, options: CallOptions): Promise<Slot | undefined> {
    if (options.awaitTurn !== undefined) await options.awaitTurn();
    else if (queue !== undefined)
      return queue.slot(options).catch((reason: unknown) => {
        if (reason instanceof ThrottledError) throw reason; // its time was up before its turn came
        throw interrupted(`${method} ${url.host}`, "not-sent", reason);
      });
    return undefined;
  }

  async function ready(call: Call<unknown>, idempotent: boolean, options: CallOptions) {
    const request = await authorizer.authorize(toRequest(call, idempotent), options.signal);
    await options.beforeSending?.();
    return request;
  }

  function budgetOf(origin: string): RetryBudget {
    const budget = budgets.get(origin) ?? new RetryBudget();
    budgets.set(origin, budget);
    return budget;
  }
}

function toRequest(call: Call<unknown>, idempotent: boolean): HttpRequest {
  const json = call.body === undefined ? {} : { "content-type": "application/json" };
  return {
    method: call.method,
    url: call.url,
    path: call.path,
    // Glance and Keystone's middleware answer errors as HTML unless asked for JSON (docs/vendors/openstack.md#glance).
    headers: { accept: "application/json", ...json, ...call.headers },
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    fresh: !idempotent,
    confidential: call.confidential,
  };
}

function parseAnswer<Answer>(call: Call<Answer>, answer: HttpAnswer, request: HttpRequest): Answer {
  const outcome = "unknown"; // the cloud served the request; only its answer cannot be understood
  const details = { outcome, status: answer.status, requestId: answer.requestId } as const;
  const { text } = withoutSent(answer, request); // as errors quote it
  if (call.answer === undefined) {
    const complaint = complaintInside(text);
    if (complaint !== undefined) throw complaintDespiteSuccess(call.what, complaint, details);
    if (isHtmlPage(text))
      throw new ProtocolError(
        `${call.what}: the answer is a page for people: "${snippet(text, 120)}"`,
        details,
      );
    return undefined as Answer;
  }
  let json: unknown;
  try {
    json = JSON.parse(answer.text);
  } catch (cause) {
    // Broken off, it may hold half a token, which nothing would tell from other words.
    const isSecret = call.confidential && /^\s*[[{]/.test(text);
    const message = isSecret
      ? `${call.what}: the answer is not JSON, and may hold secrets`
      : `${call.what}: the answer is not JSON: "${snippet(text, 120)}"`;
    throw new ProtocolError(message, { ...details, cause });
  }
  const parsed = call.answer.safeParse(json);
  if (parsed.success) return parsed.data;
  const complaint = complaintInside(text);
  throw complaint === undefined
    ? unexpectedAnswer(call.what, parsed.error, details)
    : complaintDespiteSuccess(call.what, complaint, details);
}
