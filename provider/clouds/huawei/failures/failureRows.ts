import type { FailureKind, KnownFailure } from "../../../http/failures/failureOf";

/** The same row of a failure table for each of the codes, which are listed in one text. */
export function failureRows(kind: FailureKind, codes: string, hint?: string): Record<string, KnownFailure> {
  const failure: KnownFailure = hint === undefined ? { kind } : { kind, hint };
  return Object.fromEntries(codes.split(" ").map((code) => [code, failure]));
}
