import {
  BusyError,
  type CloudError,
  ConflictError,
  CredentialsError,
  type ErrorDetails,
  InvalidRequestError,
  NotFoundError,
  type Outcome,
  PermissionError,
  ProtocolError,
  QuotaError,
  ThrottledError,
  UnavailableError,
} from "../errors";
import type { HttpAnswer } from "../transport";
import { readComplaint } from "./complaint";
import { explainRedirect } from "./explainRedirect";
import { retryAfterMs } from "./retryAfterMs";

const kinds = {
  invalid: InvalidRequestError,
  credentials: CredentialsError,
  permission: PermissionError,
  notFound: NotFoundError,
  conflict: ConflictError,
  busy: BusyError,
  quota: QuotaError,
  throttled: ThrottledError,
  unavailable: UnavailableError,
  protocol: ProtocolError,
} as const;

export type FailureKind = keyof typeof kinds;

/** What a cloud's table of failures knows beyond the HTTP status. */
export interface KnownFailure {
  readonly kind: FailureKind;
  readonly hint?: string;
  /** Set if the code says more about the outcome than the status does. */
  readonly outcome?: Outcome;
  /** For `notFound`: the service itself says that the object does not exist. */
  readonly fromService?: boolean;
}

export type FailureTable = (complaint: {
  status: number;
  code?: string | undefined;
  title?: string | undefined;
  message: string;
}) => KnownFailure | undefined;

/** The error for an answer that is not a success. The cloud's table of codes takes precedence over the HTTP status. */
export function failureOf(what: string, answer: HttpAnswer, table: FailureTable, now: number): CloudError {
  const complaint = readComplaint(answer.text);
  const known = table({ status: answer.status, ...complaint });
  const kind = known?.kind ?? kindOfStatus(answer.status);
  const wait = retryAfterMs(answer.headers["retry-after"], cloudTime(answer) ?? now);
  const details: ErrorDetails & Pick<KnownFailure, "fromService"> = {
    outcome: known?.outcome ?? outcomeOf(kind, answer.status, wait),
    status: answer.status,
    code: complaint.code,
    requestId: answer.requestId ?? complaint.requestId,
    retryAfterMs: wait,
    answeredAt: cloudTime(answer),
    hint: known?.hint,
    ...(known?.fromService && { fromService: true }),
  };
  if (answer.status >= 300 && answer.status < 400) {
    const [message, hint] = explainRedirect(answer.requested, answer.headers.location);
    return new kinds[kind](`${what}: ${message}`, { ...details, hint: details.hint ?? hint });
  }
  const hint = details.hint ?? foreignRefusal(answer);
  const message = complaint.message || `the cloud answered ${answer.status}`;
  return new kinds[kind](`${what}: ${message}`, { ...details, hint });
}

/** The services refuse in JSON or with an empty body: an HTML page comes from something between us and them. */
function foreignRefusal({ status, text }: HttpAnswer): string | undefined {
  if (status !== 403 || !isHtmlPage(text)) return undefined;
  return "this page is none of the cloud's service: a firewall, a proxy or a gateway on the way refuses the request; ask who runs it to let this machine through";
}

/** Whether a text is an HTML page: no service of a cloud answers a call with one. */
export function isHtmlPage(text: string): boolean {
  return /^\s*<(!doctype html|html)\b/i.test(text);
}

/** The time on the cloud's clock when it answered, to the second (RFC 9110 §6.6.1). */
export function cloudTime({ headers }: Pick<HttpAnswer, "headers">): number | undefined {
  const at = Date.parse(headers.date ?? "");
  return Number.isNaN(at) ? undefined : at;
}

function kindOfStatus(status: number): FailureKind {
  if (status >= 300 && status < 400) return "protocol"; // redirects are never followed: they would carry X-Auth-Token away
  if (status === 401) return "credentials";
  if (status === 403) return "permission";
  if (status === 404 || status === 410) return "notFound";
  if (status === 409) return "conflict";
  if (status === 429) return "throttled";
  if (status === 408 || status >= 500) return "unavailable";
  return "invalid";
}

/**
 * A 5xx may come from a gateway that gave up while the service went on with the request. Only a 503 with Retry-After means
 * that the request was refused (RFC 9110 §15.6.4); load balancers send one without it when a backend dies during a request.
 */
function outcomeOf(kind: FailureKind, status: number, wait: number | undefined): Outcome {
  if (kind === "throttled" || kind === "credentials") return "rejected"; // refused before it reached the service
  if (kind === "busy") return "rejected"; // the service says that it did not start
  if (status === 503 && wait !== undefined) return "rejected";
  return status >= 500 ? "unknown" : "rejected";
}
