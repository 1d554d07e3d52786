/** So many texts, as of the files of a program's clouds. */
const MOST = 8;

/**
 * The same function of texts, which works out anew only what it has not worked out lately: a program reads its files once for each of
 * its resources, because they may have changed, but what is in them seldom has. Nobody may change a result. An error is not kept.
 */
export function remembered<Texts extends readonly string[], Result>(
  workOut: (...texts: Texts) => Result,
): (...texts: Texts) => Result {
  const known = new Map<string, Result>();
  return (...texts) => {
    const key = JSON.stringify(texts);
    if (known.has(key)) return known.get(key) as Result;
    const result = workOut(...texts);
    if (known.size >= MOST) known.clear();
    known.set(key, result);
    return result;
  };
}
