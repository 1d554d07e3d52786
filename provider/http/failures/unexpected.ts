import type { z } from "zod";
import { type ErrorDetails, ProtocolError } from "../errors";
import { ownValue } from "../ownValue";
import { snippet } from "../redact";
import type { Complaint } from "./complaint";

/** The error for an answer of another shape than documented: it names the first field that is odd. */
export function unexpected(
  what: string,
  { issues }: z.ZodError,
  details: Partial<ErrorDetails> = {},
): ProtocolError {
  const [issue] = issues;
  const path = issue?.path.map(String).join(".") ?? "";
  const where = path === "" ? "the answer" : `"${snippet(path, 80)}"`;
  // The request was served; only its answer is not understood.
  return new ProtocolError(`${what}: unexpected answer at ${where}: ${oddity(issue)}`, {
    outcome: "unknown",
    ...details,
  });
}

/** JSON's kinds, in words. */
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

/** The error for a complaint under a status of success: the cloud may have begun all the same, or go on. */
export function complained(
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
