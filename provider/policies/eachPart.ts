/**
 * Judges the parts of a rule one by one. A part that reads what is unknown in a preview throws: that is put off to the
 * end, so that it hides nothing that is wrong with the others.
 */
export function* eachPart<Part>(
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
