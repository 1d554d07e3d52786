import { ownValue } from "../../http/ownValue";
import type { Image, ImageChange } from "../image";
import { OUR_TAG } from "../ourTag";

/** Glance's tags are plain texts: we write "key=value", or "key" if the value is empty. */
export function toGlanceTag([key, value]: readonly [string, string]): string {
  return value === "" ? key : `${key}=${value}`;
}

/** All tags of an image, in Glance's form. */
export function glanceTagsOf({ tags, otherTags = {} }: Pick<Image, "tags" | "otherTags">): string[] {
  return [...Object.entries(tags).map(toGlanceTag), ...Object.values(otherTags).flat()].sort();
}

/** If an image has several of our tags, always the same one counts: without any, the image would not be recognized as ours. */
export function fromGlanceTags(texts: readonly string[]): Pick<Image, "tags" | "otherTags"> {
  const tags = new Map<string, string>();
  const others = new Map<string, string[]>();
  for (const text of [...texts].sort()) {
    const [key, value] = fromGlanceTag(text);
    const sameKey = texts.filter((other) => fromGlanceTag(other)[0] === key);
    const isPlain = sameKey.length === 1 && toGlanceTag([key, value]) === text;
    if (isPlain || (key === OUR_TAG && !tags.has(key))) tags.set(key, value);
    else others.set(key, [...(others.get(key) ?? []), text]);
  }
  return {
    tags: Object.fromEntries(tags),
    ...(others.size > 0 && { otherTags: Object.fromEntries(others) }),
  };
}

function fromGlanceTag(tag: string): [string, string] {
  const at = tag.indexOf("=");
  return at < 0 ? [tag, ""] : [tag.slice(0, at), tag.slice(at + 1)];
}

/** Tags that share a key, or have another form, stay until the program changes the value of their key, or drops it. */
export function tagsAfter(image: Image, { tags = image.tags, droppedTags = {} }: ImageChange): string[] {
  const dropped = Object.entries(droppedTags).map(toGlanceTag);
  const stay = Object.entries(image.otherTags ?? {}).flatMap(([key, texts]) =>
    ownValue(tags, key) === ownValue(image.tags, key) ? texts.filter((text) => !dropped.includes(text)) : [],
  );
  return [...Object.entries(tags).map(toGlanceTag), ...stay].sort();
}

/** Tags to add and remove one by one, so that tags which others set in the meantime are kept. */
export interface TagCalls {
  readonly set: readonly string[];
  readonly unset: readonly string[];
  /** Whether tags must be removed first, because the limit has no room for both. */
  readonly roomFirst: boolean;
}

/** The default of Glance's `image_tag_quota`. */
const TAG_LIMIT = 128;

/**
 * The calls for a change of tags. Undefined if the tags stay, or have to be set by the patch: our own tag, because a take-over
 * is one call, and texts that no path can hold.
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

/** Servers resolve slashes and dots before Glance sees them, even escaped ones; some also change other characters. */
function fitsPath(tag: string): boolean {
  return /^[A-Za-z0-9 _=:@+-][A-Za-z0-9 ._=:@+-]*$/.test(tag);
}
