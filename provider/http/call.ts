import type { z } from "zod";
import type { Clock } from "./clock";
import { CloudError, CredentialsError, NotFoundError, ProtocolError, ThrottledError } from "./errors";
import { complaintInside } from "./failures/complaint";
import { type FailureTable, failureOf, isPage } from "./failures/failureOf";
import { complained, unexpected } from "./failures/unexpected";
import { snippet } from "./redact";
import { RetryBudget } from "./retry/retryBudget";
import { answersFor, retryDelayMs } from "./retry/retryDelayMs";
import type { HttpAnswer, HttpRequest, Transport } from "./transport";

/** Puts the credentials on a request: an X-Auth-Token header, or a signature over its very bytes. */
export interface Authorizer {
  authorize(request: HttpRequest, signal?: AbortSignal): Promise<HttpRequest>;
  /** The cloud refused the credentials of `request`: get new ones, or mend the signature. False when neither can help. */
  renew(request: HttpRequest, refusal: CredentialsError, signal?: AbortSignal): Promise<boolean>;
}

/** One call of an API, described; nothing has been sent. */
export interface Call<Answer> {
  /** What it is for, as it stands in messages: "show volume 16369c5d". */
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
  /** Shape of the answer's JSON. Without it the answer's body is not read. */
  readonly answer?: z.ZodType<Answer>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds since the epoch after which no further attempt starts. Default: two minutes from now. */
  readonly deadline?: number | undefined;
  /** Waits until a request may be sent, asked before each. Who gives it is told of throttling at once, and slows down. */
  readonly awaitTurn?: (() => Promise<void>) | undefined;
}

export interface Caller {
  call<Answer>(call: Call<Answer>, options?: CallOptions): Promise<Answer>;
  /** The same, with the answer's headers (lower-case names): Keystone hands out its tokens there. */
  exchange<Answer>(call: Call<Answer>, options?: CallOptions): Promise<Exchanged<Answer>>;
}

export interface Exchanged<Answer> {
  readonly data: Answer;
  /** ZStack tells a job that goes on (202) from one that is done (200) by it alone. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** For calls that carry no credentials: the log-in itself. */
export const anonymous: Authorizer = {
  authorize: async (request) => request,
  renew: async () => false,
};

const DEFAULT_PATIENCE_MS = 120_000;

/**
 * Sends calls: credentials, attempts and their budget, errors, parsing. One for each cloud of a run. `throttled` is told when
 * any call is: then others do well to wait, too. `tellsFailure`: of an answer whose status tells a success.
 */
export function openCaller(
  transport: Transport,
  authorizer: Authorizer,
  failures: FailureTable,
  clock: Clock,
  throttled: (error: ThrottledError) => void = () => {},
  tellsFailure: (answer: HttpAnswer) => boolean = () => false,
): Caller {
  const budgets = new Map<string, RetryBudget>();
  return {
    call: async (call, options = {}) => (await perform(call, options)).data,
    exchange: (call, options = {}) => perform(call, options),
  };

  async function perform<Answer>(call: Call<Answer>, options: CallOptions): Promise<Exchanged<Answer>> {
    const idempotent = call.idempotent ?? call.method !== "POST";
    const budget = budgetOf(call.url.origin);
    const deadline = options.deadline ?? clock.now() + DEFAULT_PATIENCE_MS;
    let renewed = false;
    let mayBeDeleted = false;
    for (let number = 1; ; number++) {
      await options.awaitTurn?.();
      const request = await authorizer.authorize(toRequest(call, idempotent), options.signal);
      try {
        const answer = await transport.send(request, options.signal);
        if (answer.status >= 200 && answer.status < 300 && !tellsFailure(answer)) {
          budget.succeed();
          return { data: read(call, answer), status: answer.status, headers: answer.headers };
        }
        throw failureOf(call.what, answer, failures, clock.now());
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        if (answersFor(error)) budget.succeed();
        if (error instanceof NotFoundError) error.afterUnknown = mayBeDeleted;
        mayBeDeleted ||= call.method === "DELETE" && error.outcome === "unknown";
        if (error instanceof CredentialsError && !renewed) {
          renewed = true;
          if (await authorizer.renew(request, error, options.signal)) continue;
        }
        if (error instanceof ThrottledError) {
          // A retry that is throttled again holds the others up no longer: a few such calls would do so for ever.
          if (options.awaitTurn !== undefined || number === 1) throttled(error);
          if (options.awaitTurn !== undefined) throw error;
        }
        const delay = retryDelayMs(error, { number, idempotent, random: clock.random() });
        if (delay === undefined || clock.now() + delay > deadline || !budget.pay(error)) throw error;
        await clock.sleep(delay, options.signal);
      }
    }
  }

  function budgetOf(origin: string): RetryBudget {
    const known = budgets.get(origin) ?? new RetryBudget();
    budgets.set(origin, known);
    return known;
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

function read<Answer>(call: Call<Answer>, answer: HttpAnswer): Answer {
  const outcome = "unknown"; // the request was served; only its answer is not understood
  const details = { outcome, status: answer.status, requestId: answer.requestId } as const;
  if (call.answer === undefined) {
    const said = complaintInside(answer.text);
    if (said !== undefined) throw complained(call.what, said, details);
    if (isPage(answer.text))
      throw new ProtocolError(
        `${call.what}: the answer is a page for people: "${snippet(answer.text, 120)}"`,
        details,
      );
    return undefined as Answer;
  }
  let json: unknown;
  try {
    json = JSON.parse(answer.text);
  } catch (cause) {
    throw new ProtocolError(`${call.what}: the answer is not JSON: "${snippet(answer.text, 120)}"`, {
      ...details,
      cause,
    });
  }
  const parsed = call.answer.safeParse(json);
  if (parsed.success) return parsed.data;
  const said = complaintInside(answer.text);
  throw said === undefined
    ? unexpected(call.what, parsed.error, details)
    : complained(call.what, said, details);
}
