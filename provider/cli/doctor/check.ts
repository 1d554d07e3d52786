import { CloudError, whatWasSaid } from "../../http/errors";
import { redact } from "../../http/redact";

export type Verdict = "ok" | "warning" | "failed" | "skipped" | "untried";

/** The result of one check. */
export interface Check {
  readonly name: string;
  readonly verdict: Verdict;
  readonly found: string;
  readonly whatToDo?: string;
  /** For a right: its name in the vendor's policies; on ZStack, which has no such names, the API call. */
  readonly action?: string;
  /** The id of the request that the cloud refused, which its support asks for. */
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

/** The check was not possible, mostly because an earlier one failed. */
export function skipped(name: string, found: string): Check {
  return { name, verdict: "skipped", found };
}

/** Neither good nor bad: a test would change something, or there is nothing to test with. */
export function untried(name: string, found: string): Check {
  return { name, verdict: "untried", found };
}

/** A check that failed by an error. `whatToDo` is used if the error has no advice of its own. */
export function failedBy(name: string, error: unknown, whatToDo?: string): Check {
  if (!(error instanceof CloudError)) throw error;
  const check = failed(name, redact(whatWasSaid(error)), error.hint ?? whatToDo);
  return error.requestId === undefined ? check : { ...check, requestId: redact(error.requestId) };
}
