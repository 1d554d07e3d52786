import { ownValue } from "../../http/ownValue";
import type { Image, ImageChange } from "../image";
import { OUR_TAG } from "../ourTag";

/** Glance's tags are plain texts: a key with a value is written "key=value", one without as "key". */
export function toGlanceTag([key, value]: readonly [string, string]): string {
  return value === "" ? key : `${key}=${value}`;
}

/** All tags of an image, as Glance has them. */
export function glanceTagsOf({ tags, oddTags = {} }: Pick<Image, "tags" | "oddTags">): string[] {
  return [...Object.entries(tags).map(toGlanceTag), ...Object.values(oddTags).flat()].sort();
}

/** Of several marks of ours one counts, and always the same: without any the image would be anybody's. */
export function fromGlanceTags(texts: readonly string[]): Pick<Image, "tags" | "oddTags"> {
  const tags = new Map<string, string>();
  const odd = new Map<string, string[]>();
  for (const text of [...texts].sort()) {
    const [key, value] = fromGlanceTag(text);
    const alike = texts.filter((other) => fromGlanceTag(other)[0] === key);
    const isPlain = alike.length === 1 && toGlanceTag([key, value]) === text;
    if (isPlain || (key === OUR_TAG && !tags.has(key))) tags.set(key, value);
    else odd.set(key, [...(odd.get(key) ?? []), text]);
  }
  return { tags: Object.fromEntries(tags), ...(odd.size > 0 && { oddTags: Object.fromEntries(odd) }) };
}

function fromGlanceTag(tag: string): [string, string] {
  const at = tag.indexOf("=");
  return at < 0 ? [tag, ""] : [tag.slice(0, at), tag.slice(at + 1)];
}

/** Those that share a key, or are written in another way, stay until their key is given another value, or its value is dropped. */
export function tagsAfter(image: Image, { tags = image.tags, droppedTags = {} }: ImageChange): string[] {
  const dropped = Object.entries(droppedTags).map(toGlanceTag);
  const stay = Object.entries(image.oddTags ?? {}).flatMap(([key, texts]) =>
    ownValue(tags, key) === ownValue(image.tags, key) ? texts.filter((text) => !dropped.includes(text)) : [],
  );
  return [...Object.entries(tags).map(toGlanceTag), ...stay].sort();
}

/** Tags that can be set and taken away one by one, so that what others tag meanwhile is not undone. */
export interface TagCalls {
  readonly set: readonly string[];
  readonly unset: readonly string[];
  /** The image has no room for both. */
  readonly roomFirst: boolean;
}

/** Glance's `image_tag_quota`, as it comes. */
const TAG_LIMIT = 128;

/**
 * The calls for what a change has for tags. Undefined where there are none, or it has to be the patch: for our own tag, which
 * takes the image over together with the rest, and for texts that no path can hold.
 */
export function tagCallsOf(image: Image, change: ImageChange): TagCalls | undefined {
  if (change.tags === undefined || ownValue(change.tags, OUR_TAG) !== ownValue(image.tags, OUR_TAG))
    return undefined;
  const [before, after] = [glanceTagsOf(image), tagsAfter(image, change)];
  const set = after.filter((tag) => !before.includes(tag));
  const unset = before.filter((tag) => !after.includes(tag));
  if (set.length + unset.length === 0 || ![...set, ...unset].every(fitsPath)) return undefined;
  return { set, unset, roomFirst: before.length + set.length > TAG_LIMIT };
}

/** Servers resolve slashes and dots before Glance sees them, also where they are escaped; some mend other characters, too. */
function fitsPath(tag: string): boolean {
  return /^[A-Za-z0-9 _=:@+-][A-Za-z0-9 ._=:@+-]*$/.test(tag);
}
