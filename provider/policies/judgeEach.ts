/**
 * Judges the parts of a rule one by one. A part that reads a value unknown in a preview throws. The error is thrown only at the
 * end, so that the violations of the other parts are still reported.
 */
export function* judgeEach<Part>(
  parts: readonly Part[],
  judge: (part: Part) => readonly string[],
): Iterable<string> {
  const thrown: unknown[] = [];
  for (const part of parts) {
    try {
      yield* judge(part);
    } catch (error) {
      thrown.push(error);
    }
  }
  if (thrown.length > 0) throw thrown[0];
}
