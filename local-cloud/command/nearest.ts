/** The known word that a misspelt one is meant to be: a third of its letters may be wrong. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((one) => ({ one, edits: edits(word.toLowerCase(), one) }))
    .filter(({ one, edits }) => edits <= Math.ceil(one.length / 3))
    .sort((a, b) => a.edits - b.edits);
  return best?.one;
}

/** Levenshtein's distance. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [above, letter] of [...from].entries()) {
    const next = [above + 1];
    for (const [at, other] of [...to].entries())
      next.push(
        Math.min(
          (row[at] as number) + (letter === other ? 0 : 1),
          (row[at + 1] as number) + 1,
          (next[at] as number) + 1,
        ),
      );
    row = next;
  }
  return row[to.length] as number;
}
