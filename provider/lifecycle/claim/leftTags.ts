import type { Image } from "../../clouds/image";
import { ownValue } from "../../http/ownValue";
import type { CommonArgs } from "../../resources/resource";
import { userTags } from "../marks/marker";
import type { Run } from "../operation/run";
import type { Props } from "../state/inputs";

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
export function withoutLeft(outputs: Props, left: readonly string[], given: Props = {}): Props {
  if (left.length === 0 || outputs.tags === undefined) return outputs;
  const named = given.tags ?? {};
  const own = Object.entries(outputs.tags as object).filter(
    ([key]) => !left.includes(key) || Object.hasOwn(named, key),
  );
  return { ...outputs, tags: Object.fromEntries(own) };
}

/**
 * Keys of tags that somebody has set since the state last saw the image: no preview has shown them, so no update takes them
 * away. Shown tags may lag (docs/vendors/open-telekom-and-huawei.md#tags): before one is believed to be there, the tags
 * themselves are asked for.
 */
export async function unseenTags<Args extends CommonArgs>(
  { cloud, given, options }: Run<Args>,
  { seen, previous, image }: { readonly seen: Tags; readonly previous: Props; readonly image: Image },
): Promise<readonly string[]> {
  const [named, before] = [tagsOf(given), tagsOf(previous)];
  const unseen = Object.entries(userTags(image.tags)).filter(
    ([key, value]) =>
      !Object.hasOwn(named, key) && ownValue(seen, key) !== value && ownValue(before, key) !== value,
  );
  if (unseen.length === 0) return [];
  const exact = await cloud.exactTags(image, options);
  return unseen.filter(([key, value]) => ownValue(exact, key) === value).map(([key]) => key);
}

/** What the program had set, and does not say any more. */
export function droppedTags(given: Props, previous: Props): Tags {
  const named = tagsOf(given);
  return Object.fromEntries(Object.entries(tagsOf(previous)).filter(([key]) => !Object.hasOwn(named, key)));
}

type Tags = Image["tags"];

function tagsOf({ tags = {} }: Props): Tags {
  return tags as Tags;
}
