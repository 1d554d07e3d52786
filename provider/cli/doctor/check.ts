import { CloudError, whatWasSaid } from "../../http/errors";
import { redact } from "../../http/redact";

export type Verdict = "ok" | "warning" | "failed" | "skipped" | "untried";

/** What the doctor found out about one thing. */
export interface Check {
  readonly name: string;
  readonly verdict: Verdict;
  readonly found: string;
  readonly whatToDo?: string;
  /** Of a right: its name in the vendor's policies; on ZStack, which has none, the API call. */
  readonly action?: string;
  /** Of the request that the cloud refused: what its support asks for. */
  readonly requestId?: string;
}

export function ok(name: string, found: string): Check {
  return { name, verdict: "ok", found };
}

export function warning(name: string, found: string, whatToDo: string): Check {
  return { name, verdict: "warning", found, whatToDo };
}

export function failed(name: string, found: string, whatToDo?: string): Check {
  return { name, verdict: "failed", found, ...(whatToDo === undefined ? {} : { whatToDo }) };
}

/** Could not be looked into; the reason is mostly a check that failed before. */
export function skipped(name: string, found: string): Check {
  return { name, verdict: "skipped", found };
}

/** Trying would change something, or there is nothing to try on: neither good nor bad. */
export function untried(name: string, found: string): Check {
  return { name, verdict: "untried", found };
}

/** A failure in the cloud's words and ours. `whatToDo` is for those that bring no advice of their own. */
export function failedBy(name: string, error: unknown, whatToDo?: string): Check {
  if (!(error instanceof CloudError)) throw error;
  const check = failed(name, redact(whatWasSaid(error)), error.hint ?? whatToDo);
  return error.requestId === undefined ? check : { ...check, requestId: redact(error.requestId) };
}
