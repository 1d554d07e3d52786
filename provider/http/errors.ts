/**
 * What became of a failed request in the cloud. This alone decides whether a create may be sent
 * again: `not-sent` and `rejected` certainly had no effect, `unknown` may have been executed.
 */
export type Outcome = "not-sent" | "rejected" | "unknown";

export interface ErrorDetails {
  readonly outcome: Outcome;
  /** HTTP status, if there was an answer. */
  readonly status?: number | undefined;
  /** The vendor's code, such as `IMG.0060`, `EVS.5400` or `badRequest`. */
  readonly code?: string | undefined;
  /** The cloud's id of the request, which its support will ask for. */
  readonly requestId?: string | undefined;
  /** How long the cloud asked us to wait, in milliseconds, as it was sent: callers limit it. */
  readonly retryAfterMs?: number | undefined;
  /** The time on the cloud's clock when it answered (its `Date` header), in milliseconds since the epoch. */
  readonly answeredAt?: number | undefined;
  /** What the user can do about it, in one sentence. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

export type ErrorChanges = Partial<Omit<ErrorDetails, "cause">> & { readonly message?: string };

/** Any failure that is not a bug of this package. It is shown without a stack trace. */
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

  /** A copy of this error, of the same class, with these details changed. Its cause is this error. */
  with({ message = this.message, ...changes }: ErrorChanges): this {
    // Subclasses have constructors of their own; only the one that they share is run.
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
  /**
   * The service itself says so, in its own words. A 404 from an ingress, a proxy or an API gateway proves nothing about an
   * image.
   */
  readonly fromService: boolean;
  /** The call is a delete that was sent before, with an unknown outcome: the first attempt may have deleted the object. */
  afterUnknown = false;

  constructor(message: string, details: ErrorDetails & { readonly fromService?: boolean | undefined }) {
    super(message, details);
    this.fromService = details.fromService ?? false;
  }
}
/** The state of the image, the volume or another object does not allow the call now. */
export class ConflictError extends CloudError {}
/** A conflict that ends by itself: the create is tried again then. */
export class BusyError extends ConflictError {}
export class QuotaError extends CloudError {}
/** The cloud asks us to slow down (429 and equivalents): any call may be sent again later. */
export class ThrottledError extends CloudError {}
/** The cloud could not be reached or did not answer properly (no connection, reset, 5xx). */
export class UnavailableError extends CloudError {}
/** A poll would have come after the deadline, and was not sent. What the one before has seen is the last that is known. */
export class NoTimeLeftError extends UnavailableError {
  constructor() {
    super("no time left for more requests", { outcome: "not-sent" });
  }
}
/** The answer is not what the API documents: cut off, too large, not JSON, other fields, a redirect. */
export class ProtocolError extends CloudError {}

/** A proxy does not forward requests (407, 403): this one did not reach the cloud. */
export class ProxyRefusalError extends CloudError {}

/** A create or an export that the cloud accepted has failed: the image never becomes usable. */
export class ImageFailedError extends CloudError {
  /** The status to record in the state if the cloud's own would mislead: `deleted`, `error`. */
  readonly imageStatus: string | undefined;

  constructor(message: string, details: ErrorDetails & { readonly imageStatus?: string | undefined }) {
    super(message, details);
    this.imageStatus = details.imageStatus;
  }
}
/** The deadline passed before the cloud was done; the image may still become usable. */
export class WaitTimeoutError extends CloudError {}
/** Two or more images carry our mark: we never guess which is ours. */
export class AmbiguousImageError extends CloudError {}
/** The wait was interrupted by Ctrl-C or by the end of the engine. */
export class InterruptedError extends CloudError {}

/** A message for people in four parts: what failed, what the cloud said, which request, what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof CloudError)) return error instanceof Error ? error.message : String(error);
  return error.hint === undefined ? whatWasSaid(error) : `${whatWasSaid(error)}\nWhat to do: ${error.hint}`;
}

/** The first three parts of such a message. */
export function whatWasSaid(error: CloudError): string {
  const facts = [
    error.status === undefined ? "" : `HTTP ${error.status}`,
    error.code ?? "",
    error.requestId === undefined ? "" : `request ${error.requestId}`,
  ].filter((fact) => fact !== "");
  return facts.length === 0 ? error.message : `${error.message} (${facts.join(", ")})`;
}
