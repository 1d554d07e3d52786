import type { z } from "zod";
import type { Complaint } from "./envelope";
import { type ErrorDetails, ProtocolError } from "./errors";
import { snippet } from "./redact";

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
  return new ProtocolError(`${what}: unexpected answer at ${where}: ${snippet(issue?.message ?? "")}`, {
    outcome: "unknown",
    ...details,
  });
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
