import type { z } from "zod";
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
