import type { z } from "zod";
import { type ErrorDetails, ProtocolError } from "../errors";
import { ownValue } from "../ownValue";
import { snippet } from "../redact";
import type { Complaint } from "./complaint";

/** The error for an answer that differs from the documentation: it names the first such field. */
export function unexpectedAnswer(
  what: string,
  { issues }: z.ZodError,
  details: Partial<ErrorDetails> = {},
): ProtocolError {
  const [issue] = issues;
  const path = issue?.path.map(String).join(".") ?? "";
  const where = path === "" ? "the answer" : `"${snippet(path, 80)}"`;
  // The cloud served the request; only its answer cannot be understood.
  return new ProtocolError(`${what}: unexpected answer at ${where}: ${oddity(issue)}`, {
    outcome: "unknown",
    ...details,
  });
}

/** What is said of a value that does not have the type that the schema expects. */
const kinds: Readonly<Record<string, string>> = {
  string: "no text",
  number: "no number",
  int: "no whole number",
  boolean: "neither true nor false",
  array: "no list",
  object: "no object",
  record: "no object",
};

function oddity(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== "invalid_type") return "it is not as documented";
  if (/received undefined/.test(issue.message)) return "it is missing";
  return `it is ${ownValue(kinds, issue.expected) ?? "not as documented"}`;
}

/** The error for a complaint with a status of success: the cloud may have started the work all the same. */
export function complaintDespiteSuccess(
  what: string,
  { message, code, requestId }: Complaint,
  details: ErrorDetails,
): ProtocolError {
  return new ProtocolError(`${what}: ${message}; the cloud says so in an answer of success`, {
    ...details,
    code,
    requestId: details.requestId ?? requestId,
  });
}
