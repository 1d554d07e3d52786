import { CloudError, InterruptedError, type Outcome } from "../errors";

/** The signal's reason says why, and what to do. */
export function interrupted(where: string, outcome: Outcome, reason: unknown): InterruptedError {
  const [why, hint] =
    reason instanceof CloudError ? [reason.message, reason.hint] : ["interrupted", undefined];
  return new InterruptedError(`${where}: ${why}`, { outcome, hint, cause: reason });
}
