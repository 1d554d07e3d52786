import { CloudError, explain } from "../http/errors";
import { redact } from "../http/redact";

export type Verdict = "ok" | "warning" | "failed" | "skipped";

/** What the doctor found out about one thing. */
export interface Check {
  readonly name: string;
  readonly verdict: Verdict;
  readonly found: string;
  readonly whatToDo?: string;
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

/** A failure in the cloud's words and ours. `whatToDo` is for those that bring no advice of their own. */
export function failedBy(name: string, error: unknown, whatToDo?: string): Check {
  if (!(error instanceof CloudError)) throw error;
  const [said = ""] = explain(error).split("\nWhat to do: ");
  return failed(name, redact(said), error.hint ?? whatToDo);
}
