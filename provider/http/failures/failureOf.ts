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
import { redirected } from "./redirected";
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

/** What a cloud's own table knows of a failure beyond its HTTP status. */
export interface KnownFailure {
  readonly kind: FailureKind;
  readonly hint?: string;
  /** Where the code says more about it than the status does. */
  readonly outcome?: Outcome;
  /** Of `notFound`: the service itself says that there is no such thing. */
  readonly fromService?: boolean;
}

export type FailureTable = (complaint: {
  status: number;
  code?: string | undefined;
  title?: string | undefined;
  message: string;
}) => KnownFailure | undefined;

/** The error for an answer that is not a success; the cloud's table of codes wins over the HTTP status. */
export function failureOf(what: string, answer: HttpAnswer, table: FailureTable, now: number): CloudError {
  const complaint = readComplaint(answer.text);
  const known = table({ status: answer.status, ...complaint });
  const kind = known?.kind ?? kindOfStatus(answer.status);
  const wait = retryAfterMs(answer.headers["retry-after"], clockOf(answer) ?? now);
  const details: ErrorDetails & Pick<KnownFailure, "fromService"> = {
    outcome: known?.outcome ?? outcomeOf(kind, answer.status, wait),
    status: answer.status,
    code: complaint.code,
    requestId: answer.requestId ?? complaint.requestId,
    retryAfterMs: wait,
    answeredAt: clockOf(answer),
    hint: known?.hint,
    ...(known?.fromService && { fromService: true }),
  };
  if (answer.status >= 300 && answer.status < 400) {
    const [said, hint] = redirected(answer.asked, answer.headers.location);
    return new kinds[kind](`${what}: ${said}`, { ...details, hint: details.hint ?? hint });
  }
  const hint = details.hint ?? foreignRefusal(answer);
  const said = complaint.message || `the cloud answered ${answer.status}`;
  return new kinds[kind](`${what}: ${said}`, { ...details, hint });
}

/** The services refuse in JSON, or say nothing: a page for people is of somebody between us and them. */
function foreignRefusal({ status, text }: HttpAnswer): string | undefined {
  if (status !== 403 || !isPage(text)) return undefined;
  return "this page is none of the cloud's service: a firewall, a proxy or a gateway on the way refuses the request; ask who runs it to let this machine through";
}

/** A page for people: no service of a cloud answers a call with one. */
export function isPage(text: string): boolean {
  return /^\s*<(!doctype html|html)\b/i.test(text);
}

/** What the cloud's clock said when it answered: to the second (RFC 9110 §6.6.1). */
export function clockOf({ headers }: Pick<HttpAnswer, "headers">): number | undefined {
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
 * A 5xx may come from a gateway that gave up on a request the service went on to serve. A 503 with Retry-After is the
 * one that turns requests away (RFC 9110 §15.6.4); without it, load balancers send it for a backend that died half-way.
 */
function outcomeOf(kind: FailureKind, status: number, wait: number | undefined): Outcome {
  if (kind === "throttled" || kind === "credentials") return "rejected"; // refused before any service saw it
  if (kind === "busy") return "rejected"; // the service says that it did not begin
  if (status === 503 && wait !== undefined) return "rejected";
  return status >= 500 ? "unknown" : "rejected";
}
