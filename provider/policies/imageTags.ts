import { ownValue } from "../http/ownValue";
import type { Kind } from "../pulumi/tokens";
import { LOST_KEY, OUR_TAG, USER_TAGS } from "../resources/issues";
import { ConfigurationError } from "./configuration";
import type { PlannedImage } from "./plannedImage";
import { textIn } from "./rawProperties";

/** Whether the image has a tag with this key. ZStack's user tags are strings, written `key=value`. */
export function hasTag({ args, ...image }: PlannedImage, key: string): boolean {
  if (image.kind !== "DataVolumeTemplate") return Object.hasOwn(tagsIn(args), key);
  return userTag(args, key) !== undefined;
}

/** The value of a tag; undefined if the image does not have it. */
export function tagValue({ args, ...image }: PlannedImage, key: string): string | undefined {
  if (image.kind !== "DataVolumeTemplate") return ownValue(tagsIn(args), key);
  return userTag(args, key)?.slice(key.length + 1);
}

/** Adds a tag to the arguments in place, so that secret values stay secret. */
export function addTag({ args, ...image }: PlannedImage, key: string, value: string): void {
  if (image.kind === "DataVolumeTemplate") {
    const target = args as { userTags?: string[] };
    if (target.userTags === undefined) target.userTags = [`${key}=${value}`];
    else target.userTags.push(`${key}=${value}`);
    return;
  }
  const target = args as { tags?: Record<string, string> };
  if (target.tags === undefined) target.tags = { [key]: value };
  else target.tags[key] = value;
}

/** The name of a tag in messages, with the argument that holds it. */
export function tagArgument({ kind }: PlannedImage, key: string): string {
  return kind === "DataVolumeTemplate" ? `userTags ${JSON.stringify(`${key}=…`)}` : `tags.${key}`;
}

function tagsIn(args: PlannedImage["args"]): Readonly<Record<string, string>> {
  return ("tags" in args && args.tags) || {};
}

function userTagsIn(args: PlannedImage["args"]): readonly string[] {
  return ("userTags" in args && args.userTags) || [];
}

/** Searches the known tags first: reading one that is unknown in a preview throws, because it might be this one. */
function userTag(args: PlannedImage["args"], key: string): string | undefined {
  const tags = userTagsIn(args);
  const known = Object.keys(tags).flatMap((at) => textIn(tags, at) ?? []);
  return known.find((tag) => keyOf(tag) === key) ?? tags.find((tag) => keyOf(tag) === key);
}

function keyOf(tag: string): string {
  return tag.split("=", 1)[0] ?? "";
}

/** Refuses settings for keys that are not required, which are mostly misspelt. */
export function refuseOtherKeys(setting: string, given: object, keys: readonly string[]): void {
  const strange = Object.keys(given).find((key) => !keys.includes(key));
  if (strange !== undefined) {
    throw new ConfigurationError(`${setting} names "${strange}", which is not among the keys`);
  }
}

/** Refuses keys that an image cannot have on any cloud. What only some clouds refuse is left to the rules of the resource. */
export function refuseImpossibleKeys(setting: string, keys: readonly string[], kind: Kind | undefined): void {
  const joined = keys.find((key) => key.includes("="));
  if (joined !== undefined) {
    throw new ConfigurationError(`${setting} has "${joined}", and no tag's key has a "="`);
  }
  if (keys.includes(LOST_KEY)) {
    throw new ConfigurationError(`${setting} has "${LOST_KEY}", which no program can set`);
  }
  if (keys.includes(OUR_TAG)) {
    throw new ConfigurationError(`${setting} has "${OUR_TAG}", the tag that programs cannot set`);
  }
  if (kind !== "DataVolumeTemplate" && keys.length > USER_TAGS) {
    const most = `a ${kind} has at most ${USER_TAGS} tags of its own`;
    throw new ConfigurationError(`${setting} has ${keys.length} keys, and ${most}`);
  }
}
