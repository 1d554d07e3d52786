import type { Image } from "../../image";
import { OUR_TAG } from "../../ourTag";

/** User tags of ZStack are plain texts: ours is one with a key. */
export function tagText(key: string, value: string): string {
  return `${key}=${value}`;
}

/**
 * Ours among the texts. A tag cannot be changed on ZStack, so while its value changes the old one stands beside the
 * new: the shorter counts, which has no claim, so that the removal of the bare mark commits a take-over. Of two as long,
 * whichever everybody would choose.
 */
export function ourTags(texts: readonly string[]): Image["tags"] {
  const values = texts.filter(isOurs).map((text) => text.slice(OUR_TAG.length + 1));
  const [value] = values.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  return value === undefined ? {} : { [OUR_TAG]: value };
}

/** The user's own texts, sorted. */
export function usersOwn(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text) => !isOurs(text)))].sort();
}

export interface UserTag {
  readonly uuid: string;
  readonly tag: string;
}

/** What is to be added to the tags of an image, and then taken away. */
export interface TagSteps {
  readonly add: readonly string[];
  /** Uuids of tags. */
  readonly remove: readonly string[];
}

/**
 * From the tags as they are to the whole sets that are wanted; undefined leaves a set as it is. Ours comes last, and of
 * ours the removal of the bare mark.
 */
export function tagSteps(
  present: readonly UserTag[],
  { userTags, tags }: { readonly userTags?: readonly string[]; readonly tags?: Image["tags"] },
): readonly [users: TagSteps, ours: TagSteps] {
  const ours = tags && Object.entries(tags).map(([key, value]) => tagText(key, value));
  return [
    steps(
      present.filter(({ tag }) => !isOurs(tag)),
      userTags,
    ),
    steps(
      present.filter(({ tag }) => isOurs(tag)).sort((one, other) => other.tag.length - one.tag.length),
      ours,
    ),
  ];
}

function steps(present: readonly UserTag[], wanted: readonly string[] | undefined): TagSteps {
  if (wanted === undefined) return { add: [], remove: [] };
  const kept = new Map(present.filter(({ tag }) => wanted.includes(tag)).map(({ tag, uuid }) => [tag, uuid]));
  const keptUuids = new Set(kept.values()); // of two equal ones, one
  return {
    add: [...new Set(wanted)].filter((tag) => !kept.has(tag)),
    remove: present.filter(({ uuid }) => !keptUuids.has(uuid)).map(({ uuid }) => uuid),
  };
}

function isOurs(text: string): boolean {
  return text.startsWith(`${OUR_TAG}=`);
}
