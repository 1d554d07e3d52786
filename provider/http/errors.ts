/**
 * What is known of the cloud's view of a failed request. It alone decides whether a create may be sent
 * again: `not-sent` and `rejected` provably had no effect, `unknown` may have been applied.
 */
export type Outcome = "not-sent" | "rejected" | "unknown";

export interface ErrorDetails {
  readonly outcome: Outcome;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** The vendor's code, such as `IMG.0060`, `EVS.5400` or `badRequest`. */
  readonly code?: string | undefined;
  /** The cloud's id of the request: what its support asks for. */
  readonly requestId?: string | undefined;
  /** How long the cloud asked us to wait, in milliseconds, as sent and not yet bounded. */
  readonly retryAfterMs?: number | undefined;
  /** What the cloud's clock said when it answered (its `Date` header), in milliseconds since the epoch. */
  readonly answeredAt?: number | undefined;
  /** What the user can do about it, one sentence. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

export type ErrorChanges = Partial<Omit<ErrorDetails, "cause">> & { readonly message?: string };

/** Any failure that is not a bug of ours: it is shown without a stack. */
export class CloudError extends Error {
  readonly outcome: Outcome;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly answeredAt: number | undefined;
  readonly hint: string | undefined;

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.outcome = details.outcome;
    this.status = details.status;
    this.code = details.code;
    this.requestId = details.requestId;
    this.retryAfterMs = details.retryAfterMs;
    this.answeredAt = details.answeredAt;
    this.hint = details.hint;
  }

  /** The same failure, of the same kind and with all that is known of it, but for these facts; it names this one as its cause. */
  with({ message = this.message, ...changes }: ErrorChanges): this {
    // Kinds have constructors of their own: only what all of them share is run.
    const changed = Reflect.construct(CloudError, [message, { ...this, cause: this }], this.constructor);
    return Object.assign(changed, this, changes);
  }
}

/** The request breaks a rule of the API (400, 413, 415, 422): sending it again cannot help. */
export class InvalidRequestError extends CloudError {}
/** Credentials are missing, wrong or expired (401). */
export class CredentialsError extends CloudError {}
/** The user is known but not allowed to do this (403). */
export class PermissionError extends CloudError {}
export class NotFoundError extends CloudError {
  /** The service itself says so, in its own words: an ingress, a proxy or an API gateway knows nothing of an image. */
  readonly fromService: boolean;
  /** To a delete, of which an attempt before may have been served: then it finds nothing any more. */
  afterUnknown = false;

  constructor(message: string, details: ErrorDetails & { readonly fromService?: boolean | undefined }) {
    super(message, details);
    this.fromService = details.fromService ?? false;
  }
}
/** The state of the image, the volume or another object does not allow the call now. */
export class ConflictError extends CloudError {}
/** A conflict that passes by itself: the create is tried again when it has. */
export class BusyError extends ConflictError {}
export class QuotaError extends CloudError {}
/** The cloud asks to slow down (429 and its cousins): any call may be sent again later. */
export class ThrottledError extends CloudError {}
/** The cloud could not be reached or did not answer properly (no connection, reset, 5xx). */
export class UnavailableError extends CloudError {}
/** The answer is not what the API documents: cut off, too large, not JSON, other fields, a redirect. */
export class ProtocolError extends CloudError {}

/** A proxy on the way passes nothing on (407, 403): the cloud has not been asked. */
export class ProxyRefusalError extends CloudError {}

/** What the cloud made of a create or an export that it had accepted: an image that never becomes usable. */
export class ImageFailedError extends CloudError {
  /** What the state is to say of the image where the cloud's own word would mislead: `deleted`, `error`. */
  readonly imageStatus: string | undefined;

  constructor(message: string, details: ErrorDetails & { readonly imageStatus?: string | undefined }) {
    super(message, details);
    this.imageStatus = details.imageStatus;
  }
}
/** Our wait ended before the cloud did; the image may still become usable. */
export class WaitTimeoutError extends CloudError {}
/** Two or more images carry our marker: we never guess. */
export class AmbiguousImageError extends CloudError {}
/** The wait was interrupted: Ctrl-C, or the engine died. */
export class InterruptedError extends CloudError {}

/** The four parts of a message for people: what failed, what the cloud said, which request, what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof CloudError)) return error instanceof Error ? error.message : String(error);
  return error.hint === undefined ? whatWasSaid(error) : `${whatWasSaid(error)}\nWhat to do: ${error.hint}`;
}

/** The first three of them. */
export function whatWasSaid(error: CloudError): string {
  const facts = [
    error.status === undefined ? "" : `HTTP ${error.status}`,
    error.code ?? "",
    error.requestId === undefined ? "" : `request ${error.requestId}`,
  ].filter((fact) => fact !== "");
  return facts.length === 0 ? error.message : `${error.message} (${facts.join(", ")})`;
}
