/**
 * The words of `candidates` that `word` may be a misspelling of: they differ in case and separators only, or in a few
 * letters, in full or cut short (`region`, `user`).
 */
export function nearest(word: string, candidates: readonly string[]): string[] {
  const plain = plainly(word);
  const far = candidates.map((name) => ({ name, steps: stepsBetween(plain, plainly(name)) }));
  const best = Math.min(...far.map(({ steps }) => steps));
  const alike = best === Number.POSITIVE_INFINITY ? [] : far.filter(({ steps }) => steps === best);
  const names = alike.map(({ name }) => name);
  if (best === 0) return names;
  const cut = candidates.filter((name) => stepsBetween(plain, withoutKind(plainly(name))) <= 1);
  return [...new Set([...cut, ...names])];
}

/** Whether two words differ in case and separators only: `volume_id`, `VolumeID`. */
export function isSpelling(word: string, name: string): boolean {
  return plainly(word) === plainly(name);
}

/** `did you mean a or b?`; undefined if nothing is near. */
export function didYouMean(near: readonly string[]): string | undefined {
  return near.length === 0 ? undefined : `did you mean ${[...new Set(near)].join(" or ")}?`;
}

/** ` Did you mean a or b?`, to follow a sentence; "" if nothing is near. */
export function questionAfter(near: readonly string[]): string {
  const question = didYouMean(near);
  return question === undefined ? "" : ` D${question.slice(1)}`;
}

/** The number of wrong letters; infinite if it cannot be a misspelling. Short words resemble too many others. */
function stepsBetween(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  const bearable = shorter <= 4 ? 1 : shorter <= 9 ? 2 : 3;
  const steps = distance(one, other);
  return shorter > 0 && steps <= bearable ? steps : Number.POSITIVE_INFINITY;
}

/** `projectname` → `project`. */
function withoutKind(plain: string): string {
  return /^(.+)(id|name|url)$/.exec(plain)?.[1] ?? "";
}

function plainly(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Longer words are not misspellings, and the time grows with the square of the length. */
const LONGEST = 64;

/** How many letters have to be put in, left out, changed or exchanged with the next one (optimal string alignment). */
function distance(one: string, other: string): number {
  if (Math.max(one.length, other.length) > LONGEST) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      const changed = (row[j - 1] ?? 0) + (same ? 0 : 1);
      const steps = [changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1];
      const exchanged = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      next.push(Math.min(...steps, ...(exchanged ? [(before[j - 2] ?? 0) + 1] : [])));
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
