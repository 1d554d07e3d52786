import type { FailureKind, KnownFailure } from "../../../http/failures/failureOf";

/** One row of a table of failures for each of the codes, which stand in one text. */
export function failureRows(kind: FailureKind, codes: string, hint?: string): Record<string, KnownFailure> {
  const known: KnownFailure = hint === undefined ? { kind } : { kind, hint };
  return Object.fromEntries(codes.split(" ").map((code) => [code, known]));
}
