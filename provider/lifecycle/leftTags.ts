import type { Props } from "./inputs";

/**
 * Keys of the tags that stay on an image although its program does not say them: what an import left out because no program
 * can say it, or so many; and what the image had when its program, which said no tags until then, began to say some. One that
 * the program names is its own from then on.
 */
export function leftTags(
  before: readonly string[],
  { given, previous, tags }: { readonly given: Props; readonly previous: Props; readonly tags: object },
): readonly string[] {
  const named = given.tags;
  if (named === undefined) return before;
  const all = previous.tags === undefined ? [...before, ...Object.keys(tags)] : before;
  return [...new Set(all)].filter((key) => !Object.hasOwn(named as object, key));
}

/** The tags that a program can be held against: without those that were left. */
export function withoutLeft(shown: Props, left: readonly string[], given: Props = {}): Props {
  if (left.length === 0 || shown.tags === undefined) return shown;
  const named = given.tags ?? {};
  const own = Object.entries(shown.tags as object).filter(
    ([key]) => !left.includes(key) || Object.hasOwn(named, key),
  );
  return { ...shown, tags: Object.fromEntries(own) };
}
