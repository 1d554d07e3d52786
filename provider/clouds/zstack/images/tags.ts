import type { Image } from "../../image";
import { OUR_TAG } from "../../ourTag";

/** User tags of ZStack are plain texts: ours is one with a key. */
export function tagText(key: string, value: string): string {
  return `${key}=${value}`;
}

/**
 * Our tag among the texts. ZStack cannot change a tag, so that the old and the new one exist side by side while its value
 * changes: the shorter one counts, which has no claim, so that the removal of the bare mark commits a take-over. Of two
 * equally long ones, everybody chooses the same.
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

/** The tags to add to an image, and those to remove afterwards. */
export interface TagSteps {
  readonly add: readonly string[];
  /** Uuids of tags. */
  readonly remove: readonly string[];
}

/**
 * The steps from the present tags to the wanted sets; undefined leaves a set as it is. Our own tag comes last, and the
 * removal of the bare mark at the very end.
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
  const unchanged = new Map(
    present.filter(({ tag }) => wanted.includes(tag)).map(({ tag, uuid }) => [tag, uuid]),
  );
  const unchangedUuids = new Set(unchanged.values()); // one of two equal tags
  return {
    add: [...new Set(wanted)].filter((tag) => !unchanged.has(tag)),
    remove: present.filter(({ uuid }) => !unchangedUuids.has(uuid)).map(({ uuid }) => uuid),
  };
}

function isOurs(text: string): boolean {
  return text.startsWith(`${OUR_TAG}=`);
}
