import { type CloudError, ProtocolError, ThrottledError, UnavailableError } from "../errors";

/** The attempt that has just failed. */
export interface Attempt {
  /** How many attempts have failed so far, from 1. */
  readonly number: number;
  /** Whether a second execution does no harm: reads, deletes by id, replaced sets of tags, JSON patches with values. */
  readonly idempotent: boolean;
  /** In [0, 1). */
  readonly random: number;
}

/**
 * The number of attempts after transient failures. Google SRE and AWS's standard mode say 3; the gateways of these clouds
 * answer 502 for seconds while a backend restarts, so there are two more, further apart.
 */
const MAX_ATTEMPTS = 5;
const TRANSIENT_BASE_MS = 200;
/** AWS standard mode, 2026: 1 s for throttling, doubled up to 20 s, full jitter. */
const THROTTLED_BASE_MS = 1000;
const LONGEST_MS = 20_000;
/** The longest Retry-After that is obeyed, so that a wrong clock cannot stop us for a year. */
const LONGEST_HINT_MS = 60_000;

/** Milliseconds until the call may be sent again, or undefined when it may not. Pure. */
export function retryDelayMs(error: CloudError, attempt: Attempt): number | undefined {
  if (error instanceof ThrottledError) {
    const hint = Math.min(error.retryAfterMs ?? 0, LONGEST_HINT_MS);
    return Math.max(hint, backoff(THROTTLED_BASE_MS, attempt, 0.5));
  }
  const transient =
    error instanceof UnavailableError || (error instanceof ProtocolError && !isRefusal(error));
  const safe = attempt.idempotent || error.outcome !== "unknown";
  if (!transient || !safe || attempt.number >= MAX_ATTEMPTS) return undefined;
  const hint = Math.min(error.retryAfterMs ?? 0, LONGEST_HINT_MS);
  return Math.max(hint, backoff(TRANSIENT_BASE_MS, attempt, 0));
}

/** A redirect or an oversized answer is an answer, but not one that we accept; the next would be the same. */
function isRefusal(error: ProtocolError): boolean {
  return error.outcome === "rejected" || error.code === "UND_ERR_RES_EXCEEDED_MAX_SIZE";
}

/** Whether the cloud itself has answered, if only with a refusal: then it can be reached. */
export function cloudAnswered(error: CloudError): boolean {
  const failed = error instanceof UnavailableError || error instanceof ProtocolError;
  return error.status !== undefined && !failed && !(error instanceof ThrottledError);
}

/** Exponential, with jitter between `least` and 1 of the full delay: the images of a stack start together and must spread out. */
function backoff(baseMs: number, attempt: Attempt, least: number): number {
  const full = Math.min(baseMs * 2 ** (attempt.number - 1), LONGEST_MS);
  return full * (least + (1 - least) * attempt.random);
}
